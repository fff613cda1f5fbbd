#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/account_entry.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// Which part of the accounts' history is asked for.
struct HistoryRequest {
    std::optional<std::size_t> last;  ///< so many rows at most, the latest; none: all
    std::optional<Instant> since{};   ///< only what happened from then on, inclusive
    bool with_taken_back{false};      ///< also events that count no more
    Instant now{};                    ///< plan changes after it are ahead
};

struct HistoryReport {
    std::vector<AccountName> accounts;  ///< empty: all, if there are several
    std::vector<std::string> members;   ///< named seats that draw on one of these, a pool
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<std::string> prospects;  ///< only events with them; empty: all that happened
    std::vector<AccountEntry> rows;      ///< by time, and of each account in the order of the fold
    std::size_t left_out{0};             ///< earlier rows that were not asked for
    std::vector<RecordedEvent> ahead;    ///< plan changes that are recorded for after as_of and now, by time
};
[[nodiscard]] HistoryReport history(Store& store, const ReportQuery& query, const HistoryRequest& request = {});

}  // namespace inmail::app
