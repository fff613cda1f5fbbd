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

struct PendingReport {
    struct Row {
        AccountName account;
        std::string seat;
        std::string prospect;
        Instant sent_at;
        Instant refundable_until;  ///< inclusive
        std::string key;
    };
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<Row> rows;  ///< soonest to lapse first
};
[[nodiscard]] PendingReport pending(Store& store, const ReportQuery& query);

}  // namespace inmail::app
