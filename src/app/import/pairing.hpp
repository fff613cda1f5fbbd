#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail {
namespace io {
class Zone;
}
}  // namespace inmail

namespace inmail::app {

// Pairs LinkedIn's messages with those that somebody logged, late or with only a date.

/// When a message may have been sent.
struct PossibleTime {
    Instant from;
    Instant to;                     ///< inclusive; `from` if the time is known
    Day first_local;                ///< the local date of `from`
    Day last_local;                 ///< of `to`
    std::uint32_t compared_for{0};  ///< the number of the person for whom an earlier import compared it; 0: none did
};

[[nodiscard]] PossibleTime time_of_instant(const io::Zone& zone, Instant t);
/// The whole local day of that date.
[[nodiscard]] PossibleTime time_of_date(const io::Zone& zone, Day date);
/// Of an archive's date: LinkedIn counts UTC days, and a spreadsheet may show those of its own zone.
[[nodiscard]] PossibleTime time_of_archive_date(const io::Zone& zone, Day date);
/// An instant of the ledger: at exactly 00:00 UTC it stands for the whole local day of that date (RULES section 2).
[[nodiscard]] PossibleTime time_of_record(const io::Zone& zone, Instant t);
/// The smallest that holds both.
[[nodiscard]] PossibleTime hull_of(const PossibleTime& a, const PossibleTime& b);

/// LinkedIn has seconds, people's clocks have milliseconds.
[[nodiscard]] bool in_one_second(Instant a, Instant b);

/// The most that two records of one event may lie apart.
constexpr Duration most_apart = days(1);

/// Whether two records may be of one event.
[[nodiscard]] bool are_near(const PossibleTime& a, const PossibleTime& b);

[[nodiscard]] bool on_same_date(const PossibleTime& a, const PossibleTime& b);

/// One event in both lists, by its places.
struct MessagePair {
    std::size_t archived{0};
    std::size_t logged{0};
};

/// Pairs messages of one kind between two people: `archived` from LinkedIn with `logged`.
/// - No message is paired twice, no pair lies further apart than `most_apart`, and as many are paired as possible.
/// - Pairs of `before` stay, unless breaking one lets more be paired.
/// - The others are paired in order of time: with the most pairs on one local date, then with the least time between pairs.
///   Only a message that else stays alone may break this order.
/// - Two messages that an earlier import compared for one person, and did not pair, are two events. A new message between them
///   may change that.
/// Equal lists give equal pairs. Takes time and memory in proportion to the pairs that lie close enough.
[[nodiscard]] std::vector<MessagePair> pair_up(const std::vector<PossibleTime>& archived, const std::vector<PossibleTime>& logged,
                                               const std::vector<MessagePair>& before = {});

}  // namespace inmail::app
