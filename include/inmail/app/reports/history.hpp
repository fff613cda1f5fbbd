#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

struct HistoryReport {
    /// One event or one thing the calendar did, with what it did to the account.
    struct Row {
        Instant at;
        std::string what;  ///< an event's kind; or refresh, expiry, lapse
        std::string seat;  ///< of a pool's member
        std::string prospect;
        std::string detail;  ///< channel, plan, amount ... in words
        Credits change;      ///< of what is available
        Credits available;   ///< after it
        std::vector<Posting::Kind> anomalies;
        std::string key;  ///< empty: the calendar
        std::string note;
    };
    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<Row> rows;  ///< in the order of the fold
};
/// The query names one account.
[[nodiscard]] HistoryReport history(Store& store, const ReportQuery& query);

}  // namespace inmail::app
