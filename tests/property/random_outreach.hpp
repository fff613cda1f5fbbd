#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/prospect.hpp"
#include "inmail/core/time.hpp"

namespace reference {

/// When random outreach is looked at.
constexpr inmail::Instant outreach_now{1791968400000};  // 2026-10-14, 09:00 UTC
extern const std::vector<std::string> outreach_handles;

/// A seat with a plan since four months before.
struct OutreachSeat {
    std::string team;
    std::optional<inmail::Instant> ends{};      ///< by a cancel, in the past or ahead
    std::optional<inmail::Instant> resumes{};   ///< with a plan again after that
    std::optional<inmail::Instant> switched{};  ///< to another plan
};

/// A message of a seat, or an answer to it.
struct OutreachMessage {
    inmail::Instant at;
    bool is_answer{false};
    std::size_t seat{0};
    std::string person;
    inmail::Channel channel{inmail::Channel::inmail};
    std::optional<inmail::Outcome> outcome{};

    [[nodiscard]] bool is_about_connecting() const {
        return is_answer && asks_to_connect(channel) &&
               (outcome == inmail::Outcome::accepted || outcome == inmail::Outcome::declined);
    }
    [[nodiscard]] bool ends_outreach() const { return is_answer && !is_about_connecting(); }
};

/// Random seats of two teams, what they sent to people, what these answered, and a list of the people.
struct Outreach {
    std::vector<OutreachSeat> seats;  ///< by the handles
    std::vector<OutreachMessage> messages;
    std::vector<inmail::Prospect> listed;
    std::string csv;  ///< all of it as events
};

/// Inside a property of rapidcheck.
[[nodiscard]] Outreach any_outreach();

}  // namespace reference
