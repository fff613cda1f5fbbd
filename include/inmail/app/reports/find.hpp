#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/app/people.hpp"
#include "inmail/app/seat_people.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class Reader;
}

namespace inmail::app {

struct FindQuery {
    TypedPerson text;  ///< a person, or a part of a campaign's name, a note or a thread's id
    Instant as_of;
    std::optional<Instant> known_at;
};

/// Sends, replies and bounces of all seats whose person, campaign, thread or note fits a text.
struct FindReport {
    std::string text;
    std::vector<RecordedEvent> events;   ///< by time
    SeatPeople people;                   ///< of their seats
    std::optional<std::string> nearest;  ///< the person whose name is nearest, where nothing was found
};
[[nodiscard]] FindReport find_messages(Reader& ledger, const FindQuery& query);

}  // namespace inmail::app
