#pragma once

#include <cstdint>
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

struct HistoryReport {
    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<std::string> prospects;  ///< only events with them; empty: all that happened
    std::vector<AccountEntry> rows;      ///< in the order of the fold
};
/// The query names one account.
[[nodiscard]] HistoryReport history(Store& store, const ReportQuery& query);

}  // namespace inmail::app
