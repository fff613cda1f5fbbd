#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/account_entry.hpp"
#include "inmail/core/posting.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// The reason for each number of an account: every posting of the fold, event by event and refresh by refresh.
struct ExplainReport {
    struct HeldLot : Lot {
        std::optional<int> expires_at_refresh;  ///< of its stint; none: it expires by days, or never
    };
    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<AccountEntry> entries;  ///< in the order of the fold
    Credits available;                  ///< at the end
    std::vector<HeldLot> lots;          ///< at the end, in draw order
};

/// The query names one account; `only`: show only this event (none: all). Throws InputError for a voided event, or one that did
/// nothing to the account.
[[nodiscard]] ExplainReport explain(Store& store, const ReportQuery& query, EventId only = {});

}  // namespace inmail::app
