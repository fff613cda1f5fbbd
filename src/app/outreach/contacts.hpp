#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/outreach/planner.hpp"
#include "inmail/app/outreach/writing_seat.hpp"
#include "outreach/conversations.hpp"

namespace inmail::app {

/// What contacts are made from, beside the conversation.
struct ContactSources {
    Instant as_of;
    std::function<std::optional<std::size_t>(SeatId)> place_of;     ///< among the planner's seats; none: it is not one of them
    std::function<std::string(SeatId)> team_of;                     ///< empty: none
    std::function<std::optional<Instant>(EventId)> pending_until;   ///< of an InMail; none: it is not pending
    std::function<std::optional<KnownConnection>(const Prospect&)>  // of the seat `connections_of`; empty: nothing is known
        connection;
    SeatId connections_of{};
    Sequences sequences{};
};

/// What passed between the seats and the person, as the planner wants it: a contact for each seat that wrote, or got an answer.
[[nodiscard]] std::vector<Contact> contacts_with(const Prospect& person, const Conversation& conversation,
                                                 const ContactSources& sources);

}  // namespace inmail::app
