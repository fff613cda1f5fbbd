#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "inmail/app/forecast/forecast.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/response_policy.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What to warn of. A criterion without its time is off.
struct CheckRequest {
    std::optional<Duration> losing_within;
    Credits min{1};                      ///< of losing: the smallest loss of one account that is reported
    bool leavers{false};                 ///< of losing: also smaller losses, if the account's plan ends within that time
    std::optional<Duration> dry_within;  ///< at most dry_horizon
    bool policy{false};                  ///< also seats whose InMails are answered too seldom
};

struct CheckReport {
    struct Finding {
        enum class Kind : std::uint8_t { losing, dry };
        Kind kind{Kind::losing};
        Instant at;               ///< of the first loss, or of the first send that finds nothing
        ForecastReport::Row row;  ///< its losses up to the end of the query's time
    };
    Instant as_of;
    std::optional<Instant> known_at;
    std::optional<Instant> until;   ///< up to when losses were looked for, inclusive; none: they were not
    std::vector<Finding> findings;  ///< soonest first
    std::vector<PolicyStanding> policy{};

    [[nodiscard]] bool found_any() const { return !findings.empty() || !policy.empty(); }
};
/// The forecast's rows that pass a threshold.
[[nodiscard]] CheckReport check(Store& store, const ReportQuery& query, const CheckRequest& request);

}  // namespace inmail::app
