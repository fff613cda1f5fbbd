#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/seat_share.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/core/posting.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

struct ForfeitsReport {
    struct Refresh {
        Instant at;
        Credits held;
        Credits allowance;
        Credits cap;
        Credits granted;
        Credits forfeited;
    };
    struct Row : LossesAhead {
        AccountName account;
        std::optional<std::string> team;
        std::optional<std::string> plan;
        Totals flow;                     ///< in these months
        Worth worth;                     ///< of what was lost
        std::vector<Refresh> refreshes;  ///< those that forfeited
        std::vector<SeatShare> by_seat;  ///< of a pool's flow, if the query asks for it; by name
        Credits losing;                  ///< sum of `losses`
        Worth losing_worth;
        /// What the next refresh will forfeit; none: there is no refresh.
        std::optional<Credits> next_forfeit;
        std::optional<Instant> next_refresh;
        Worth next_worth;  ///< of what it will forfeit

        [[nodiscard]] Credits lost() const { return flow.forfeited + flow.expired + flow.zeroed; }
    };
    Instant as_of;
    std::optional<Instant> known_at;
    Month from;  ///< the first of the months looked at; the last is as_of's
    Month to;
    Instant until;  ///< how far ahead losses are looked for, inclusive
    /// The largest loss first, then the largest coming loss; accounts without either are left out.
    std::vector<Row> rows;
    Credits forfeited;
    Credits expired;
    Credits zeroed;
    Worth worth;
    Credits losing;
    Worth losing_worth;
    Credits next_forfeit;
    Worth next_worth;
    int accounts_seen{0};
};
[[nodiscard]] ForfeitsReport forfeits(Store& store, const ReportQuery& query, int months, Duration within);

}  // namespace inmail::app
