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
