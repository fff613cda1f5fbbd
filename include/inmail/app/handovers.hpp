#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class FoldSource;
class Reader;
}  // namespace inmail

namespace inmail::app {

/// That the licence of a handle has gone to another (RULES section 4, reassign).
struct FollowedHandover {
    std::string from;
    std::string to;
    Instant at;
    std::vector<RecordedEvent> uncounted;  ///< later events of `from`, which count for nothing
};

/// Replaces each handle in `accounts` by the one that has its licence by `as_of`. Returns the hand-overs on the way, several if a
/// licence was handed on. A handle that has had another licence since stays.
std::vector<FollowedHandover> follow_handovers(Reader& store, std::vector<AccountId>& accounts, Instant as_of,
                                               std::optional<Instant> known_at);

/// The ledger's seats, sorted, without the handles whose licence has gone to another by `as_of`.
[[nodiscard]] std::vector<std::string> current_seats(FoldSource& store, Instant as_of);

}  // namespace inmail::app
