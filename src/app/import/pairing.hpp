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

// Which of the messages that LinkedIn tells are the ones that somebody logged, late or by their date alone.

/// When a message was sent, as far as somebody told it.
struct PossibleTime {
    Instant from;
    Instant to;                ///< inclusive; `from` where a time was told
    Day first_local;           ///< the local date of `from`
    Day last_local;            ///< of `to`
    std::uint32_t settled{0};  ///< an earlier import saw it, with a person of this number; 0: none did
};

[[nodiscard]] PossibleTime time_of_instant(const io::Zone& zone, Instant t);
/// The whole local day of that date.
[[nodiscard]] PossibleTime time_of_date(const io::Zone& zone, Day date);
/// An instant of the ledger: at exactly 00:00 UTC it stands for the whole local day of that date (RULES section 2).
[[nodiscard]] PossibleTime time_of_record(const io::Zone& zone, Instant t);
/// The least that holds both.
[[nodiscard]] PossibleTime hull_of(const PossibleTime& a, const PossibleTime& b);

/// LinkedIn tells seconds, and people's clocks milliseconds.
[[nodiscard]] bool in_one_second(Instant a, Instant b);

/// How far apart two tellings of one event may lie at most.
constexpr Duration most_apart = days(1);

/// One event that both tell, by its place in either list.
struct PairedMessages {
    std::size_t archived{0};
    std::size_t logged{0};
};

/// Pairs messages of one kind between two people, `archived` from LinkedIn, with those that were `logged`: none twice, none
/// further apart than `most_apart`, as many as can be. What was paired `before` stays so, unless that makes room for more pairs.
/// The rest is paired in order of time: with the most pairs on the same local date, and of those ways the one whose pairs lie
/// closest together. Only where that leaves some over that could have a pair, the order gives way. Two that are settled with one
/// person and were not paired before are two events. Equal lists give equal pairs. Takes time and memory in proportion to the
/// pairs that lie close enough.
[[nodiscard]] std::vector<PairedMessages> pair_up(const std::vector<PossibleTime>& archived,
                                                  const std::vector<PossibleTime>& logged,
                                                  const std::vector<PairedMessages>& before = {});

}  // namespace inmail::app
