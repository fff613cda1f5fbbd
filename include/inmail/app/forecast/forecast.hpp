#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/app/reports/worth.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// How far ahead a forecast looks for the day on which an account runs out.
constexpr Duration dry_horizon = days(90);

/// What happens if people go on as before (RULES section 4; nothing is recorded).
struct ForecastReport {
    /// Credits lost if nothing is sent, for different numbers of replies.
    struct IfIdle {
        Credits none_reply;  ///< nobody replies
        Credits all_reply;   ///< every pending InMail is answered at once
        Credits expected;    ///< as many of the pending ones are answered as the account's own rate says, the latest sent first
    };
    /// Its losses are those if nobody replies.
    struct Row : LossesAhead {
        AccountName account;
        std::optional<std::string> team;
        std::string plan;
        Credits available;
        Credits allowance;  ///< at the next refresh, else now: of a pool, of all members
        Credits cap;        ///< likewise
        std::int64_t pending{0};
        std::optional<Instant> next_refresh;   ///< none: the plan ends before
        std::optional<Instant> next_grant;     ///< when credits come next; none: not by the next refresh
        IfIdle next_forfeit;                   ///< by the next refresh
        IfIdle losing;                         ///< up to `until`; if nobody replies, the sum of `losses`
        std::vector<ComingRefresh> refreshes;  ///< up to `until`, if nobody replies
        Worth worth;                           ///< of `losses`
        Responses responses;                   ///< paid InMails of the last 90 days
        double sends_per_day{0};               ///< paid InMails of the last 30 days (or since the stint began) a day
        /// The first instant at which a send will find no credit, at this pace and reply rate; none within dry_horizon. As_of if
        /// no credit is left already.
        std::optional<Instant> dry_at;
        /// InMails a month that the allowance carries in the long run: allowance / (1 - rate). None: no rate, or everyone
        /// replies.
        std::optional<double> capacity;
        /// The guides' simple reading: allowance x (1 + rate).
        std::optional<double> simple_capacity;
    };
    Instant as_of;
    std::optional<Instant> known_at;
    Instant until;          ///< inclusive
    std::string ledger;     ///< its id
    std::vector<Row> rows;  ///< active accounts, and others that lose; the largest loss first, then the first to run out
    Credits losing;         ///< if nobody replies
    Worth worth;
};
[[nodiscard]] ForecastReport forecast(Store& store, const ReportQuery& query, Duration within);
/// Over `usual_horizon`; if nothing is lost before its end, over `far_horizon` if something is lost there.
[[nodiscard]] ForecastReport forecast_in_sight(Store& store, const ReportQuery& query);

}  // namespace inmail::app
