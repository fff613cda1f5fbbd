#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/posting.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

struct ExpiringReport {
    struct Row {
        AccountName account;
        std::optional<std::string> team;
        Lot lot;  ///< expires
    };
    Instant as_of;
    std::optional<Instant> known_at;
    Instant until;          ///< inclusive
    std::vector<Row> rows;  ///< soonest first
    Credits total;
};
[[nodiscard]] ExpiringReport expiring(Store& store, const ReportQuery& query, Duration within);

}  // namespace inmail::app
