#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/event.hpp"

namespace inmail::app {

/// A closed month whose figures differ today (RULES section 4, rollover).
struct Drift {
    AccountName account;
    Instant refresh;
    CloseFigures stored;
    std::optional<CloseFigures> now;  ///< none: there is no such refresh any more
    std::string key;
    std::vector<RecordedEvent> causes;  ///< what was recorded later and happened, or was voided, before the refresh
};

struct Drifts {
    std::vector<Drift> listed;  ///< in the order of the closes (RULES section 3)
    /// Closes that hold under an earlier edition of the rulebooks that ship (RULES section 8). None of them is listed.
    std::int64_t through_edition{0};

    [[nodiscard]] bool empty() const { return listed.empty() && through_edition == 0; }
};

}  // namespace inmail::app
