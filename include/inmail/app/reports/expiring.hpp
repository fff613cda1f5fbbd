#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What is about to be lost, loss by loss.
struct ExpiringReport {
    struct Row {
        AccountName account;
        std::optional<std::string> team;
        ComingLoss loss;
    };
    Instant as_of;
    std::optional<Instant> known_at;
    Instant until;                   ///< inclusive
    std::vector<Row> rows;           ///< soonest first
    Credits total;                   ///< of all rows
    std::vector<ComingEnd> endings;  ///< the plans that end, however far ahead; soonest first
};
[[nodiscard]] ExpiringReport expiring(Store& store, const ReportQuery& query, Duration within);

}  // namespace inmail::app
