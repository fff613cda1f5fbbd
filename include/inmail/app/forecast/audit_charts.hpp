#pragma once

#include <optional>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/forecast.hpp"
#include "inmail/app/forecast/recommendations.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What became of the credits that left an account in a month.
struct Outflow {
    Credits used;       ///< taken by InMails of that month, and not returned by the audit's end
    Credits came_back;  ///< taken by InMails of that month, and returned by then
    Credits expired;
    Credits forfeited;
    Credits zeroed;

    [[nodiscard]] Credits lost() const { return expired + forfeited + zeroed; }
    [[nodiscard]] Credits all() const { return used + came_back + lost(); }
    Outflow& operator+=(const Outflow& other);
};

/// What the charts of an audit show beyond its report: the months before it, and what comes next if nothing is sent.
struct AuditCharts {
    /// How an active account stood at the end of a month. Allowance and cap of a pool are those of all its members.
    struct Standing {
        Credits available;
        Credits allowance;
        Credits cap;
        int members{0};  ///< of a pool
        PlanId plan{};
    };
    struct Account {
        AccountName account;
        std::vector<std::string> serves;                 ///< of a pool: its members' teams at the audit's end, by name
        std::vector<std::optional<Standing>> standings;  ///< by month; none: it was not active
        std::vector<Outflow> outflows;                   ///< by month
        Outflow outflow;                                 ///< of the audit's months together
    };

    /// The accounts of a team that took part; pools stand with the teams that they serve.
    struct Team {
        std::vector<std::string> teams;     ///< one; several: of pools that serve them; none: accounts of no team
        std::vector<std::size_t> accounts;  ///< indices of rows, the largest loss first
        Outflow outflow;                    ///< of the audit's months together
        Worth worth;                        ///< of what was lost
        int losing{0};                      ///< accounts that lost credits
    };
    /// All accounts of the report together, in one month.
    struct MonthSum {
        Credits opening;
        Totals flow;
        Responses responses;  ///< paid InMails sent in that month, and answered by its end

        [[nodiscard]] Credits closing() const { return opening + flow.balance(); }
        [[nodiscard]] Credits lost() const { return flow.expired + flow.forfeited + flow.zeroed; }
    };

    std::vector<Month> months;      ///< ascending, without gaps; the audit's last one is the last
    std::vector<Account> accounts;  ///< the rows of the report, in their order
    std::vector<Team> teams;        ///< by name; those of several teams, then those of none, last
    std::vector<MonthSum> sums;     ///< by month
    /// The account behind the loss of the audit's months: it lost at least a third of it. None: nothing was lost, or many
    /// accounts lost a part each.
    std::optional<std::size_t> main_loser;
    /// From the query's as_of on, which may lie after the audit's end: `forecast_in_sight`. Nothing of it is recorded.
    ForecastReport coming;
    Recommendations recommendations;  ///< made at the same instant
};

/// An audit, and what its charts show.
struct ChartedAudit {
    AuditReport report;
    AuditCharts charts;
};
/// The audit of the months from `from` to `to`, with charts, from one fold. Throws as `audit` does.
[[nodiscard]] ChartedAudit charted_audit(Store& store, const ReportQuery& query, Month from, Month to);

}  // namespace inmail::app
