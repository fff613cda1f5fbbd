#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/account_cap.hpp"
#include "inmail/app/reports/drift.hpp"
#include "inmail/app/reports/observation.hpp"
#include "inmail/app/reports/reply_cost.hpp"
#include "inmail/app/reports/response_policy.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/app/reports/seat_share.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/core/posting.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What happened in as many months just before.
struct AuditBefore {
    Totals flow;
    Responses responses;  ///< paid InMails sent in those months, answered by their end

    [[nodiscard]] Credits lost() const { return flow.expired + flow.forfeited + flow.zeroed; }
};

/// Its cap and members are those at the end.
struct AuditRow : AccountCap {
    AccountName account;
    std::optional<std::string> team;  ///< at the last instant
    std::optional<std::string> plan;
    bool active{false};
    Credits opening;
    Credits closing;
    Totals flow;
    std::int64_t price_changes{0};   ///< of `flow.outside`: plan changes that change only the price, which is no anomaly
    std::int64_t pending{0};         ///< at the end
    Responses responses;             ///< paid InMails sent in these months
    ReplyCost cost;                  ///< of these InMails
    Worth worth;                     ///< of what was lost
    std::vector<Credits> trend;      ///< available at the last month ends, if the query asks for it; the last one is as_of
    AuditBefore before;              ///< nothing if the report's `before` is none
    std::vector<SeatShare> by_seat;  ///< of a pool's flow, if the query asks for it; by name

    /// Events that count for nothing.
    [[nodiscard]] std::int64_t outside() const { return flow.outside - price_changes; }
    [[nodiscard]] Credits lost() const { return flow.expired + flow.forfeited + flow.zeroed; }
    /// Leaves out accounts that were cancelled long before.
    [[nodiscard]] bool took_part() const { return active || opening > no_credits || !flow.all_zero(); }
};

/// The accounts of one team together. A pool has no team of its own.
struct AuditTeam {
    std::optional<std::string> team;  ///< none: pools, and seats that no team was named for
    AuditRow sum;                     ///< its account has no name
    int accounts{0};                  ///< that took part
    int losing{0};                    ///< accounts that lost credits in these months
};

/// Months from the first to the last, both inclusive.
struct Months {
    Month from;
    Month to;
};

/// A pool used by seats of the query's team. A pool belongs to no team, so its figures are not the team's.
struct PoolOfTeam {
    std::string team;
    AccountName pool;
    std::vector<std::string> seats;  ///< of the team, members at the end; by name
};

struct AuditReport {
    Month from;
    Month to;            ///< the same month for `--month`
    bool so_far{false};  ///< the last month is not over: figures up to now
    Instant as_of;       ///< the last instant of it
    std::optional<Instant> known_at;
    std::vector<AuditRow> rows;
    std::vector<AuditTeam> teams;            ///< by name, the one without a name last
    AuditRow total;                          ///< of all rows; its account has no name
    std::vector<PoolOfTeam> pools_left_out;  ///< if the query asks for a team; by name
    std::vector<PolicyStanding> policy;      ///< at as_of
    std::vector<Observation> observations;   ///< in these months
    Drifts drift;                            ///< of refreshes in these months
    std::optional<Months> before;            ///< the months that the rows' `before` is of; none: the ledger began later
    std::string head;                        ///< the ledger's, 64 hex digits
};
/// `query.as_of` is now. Throws InputError for a month in the future or before the ledger began.
[[nodiscard]] AuditReport audit(Store& store, const ReportQuery& query, Month from, Month to);

}  // namespace inmail::app
