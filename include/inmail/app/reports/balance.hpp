#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/account_cap.hpp"
#include "inmail/app/reports/seat_share.hpp"
#include "inmail/core/posting.hpp"

namespace inmail {
class FoldSource;
}

namespace inmail::app {

/// What a member seat has used of its pool, if the seat was asked about.
struct MemberShare {
    std::string seat;
    std::string pool;
    std::int64_t paid_sends_since_refresh{0};
    std::optional<Credits> limit;
    std::optional<Instant> leaves_at{};  ///< when it leaves the pool, recorded for later
    std::string person{};                ///< its display name; empty: none
};

/// Looks ahead as far as the usual horizon, if any plan of the ledger changes later.
struct AccountBalance : LossesAhead, AccountCap {
    AccountName account;
    std::optional<std::string> team;  ///< none: not named, or a pool
    bool active{false};
    std::optional<std::string> taker;     ///< who got the seat's licence; none: it was never handed over, or has another since
    std::optional<std::string> plan;      ///< the last one
    std::optional<std::string> rulebook;  ///< the last one
    Credits available;
    std::optional<Credits> allowance;  ///< one seat's; none if not active
    std::optional<Instant> next_refresh;
    /// What it loses next if nothing is sent: within the usual horizon, or before what it holds expires or its plan ends.
    std::optional<ComingLoss> next_loss;
    std::int64_t pending{0};
    std::vector<Lot> lots;           ///< in draw order
    Totals totals;                   ///< from the beginning
    std::vector<Credits> trend;      ///< available at the last month ends, if the query asks for it; the last one is as_of
    std::vector<SeatShare> by_seat;  ///< of a pool, if the query asks for it; by name
};

struct BalanceReport {
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<AccountBalance> accounts;
    std::vector<MemberShare> shares;
};
[[nodiscard]] BalanceReport balance(FoldSource& store, const ReportQuery& query);

}  // namespace inmail::app
