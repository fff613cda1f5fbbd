#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/row_list.hpp"
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
        std::string name{};         ///< the display name of the seat's person; empty: none
        std::string campaign{};     ///< empty: none
        std::int64_t days_left{0};  ///< whole days of 24 hours from as_of on
    };
    Instant as_of;
    std::optional<Instant> known_at;
    RowList<Row> rows{};             ///< soonest to lapse first
    std::optional<Instant> until{};  ///< only those that lapse by then, inclusive; none: all
};
/// `within`: only those that lapse within that time.
[[nodiscard]] PendingReport pending(Store& store, const ReportQuery& query, std::optional<Duration> within = std::nullopt);

}  // namespace inmail::app
