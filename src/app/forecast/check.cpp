#include "inmail/app/forecast/check.hpp"

#include <algorithm>
#include <vector>

#include "fold/fold_part.hpp"
#include "fold/fold_run.hpp"
#include "forecast/forecast_part.hpp"
#include "inmail/core/errors.hpp"
#include "reports/policy_watch.hpp"

namespace inmail::app {
namespace {

using Finding = CheckReport::Finding;

std::optional<Finding> losing_finding(const ForecastReport::Row& row, const CheckRequest& request) {
    if (!request.losing_within || row.losses.empty()) return std::nullopt;
    const bool is_leaver = std::any_of(row.losses.begin(), row.losses.end(),
                                       [](const ComingLoss& loss) { return loss.kind == Posting::Kind::zeroed; });
    if (row.losing.none_reply < request.min && !(request.leavers && is_leaver)) return std::nullopt;
    return Finding{Finding::Kind::losing, row.losses.front().at, row};
}

std::optional<Finding> dry_finding(const ForecastReport::Row& row, const CheckRequest& request, Instant as_of) {
    if (!request.dry_within || !row.dry_at || *row.dry_at > as_of + *request.dry_within) return std::nullopt;
    return Finding{Finding::Kind::dry, *row.dry_at, row};
}

}  // namespace

CheckReport check(Store& store, const ReportQuery& query, const CheckRequest& request) {
    ensure(request.dry_within.value_or(dry_horizon) <= dry_horizon, "a dry day is looked for as far as it can be seen");
    CheckReport found{query.as_of, query.known_at, {}, {}, {}};
    ForecastPart coming(query);
    PolicyWatch policy(store, query);
    std::vector<FoldPart*> parts;
    if (request.losing_within || request.dry_within) parts.push_back(&coming);
    if (request.policy) parts.push_back(&policy);
    SharedFold shared(parts);
    FoldRun fold_run(store, query, &shared, shared.from());
    shared.fold(fold_run);
    ForecastReport report;
    if (request.losing_within || request.dry_within)
        report = coming.report(store, fold_run, request.losing_within.value_or(Duration{}));
    if (request.losing_within) found.until = report.until;
    if (request.policy) found.policy = policy.standings(store, fold_run);
    for (const auto& row : report.rows) {
        if (auto finding = losing_finding(row, request)) found.findings.push_back(std::move(*finding));
        if (auto finding = dry_finding(row, request, query.as_of)) found.findings.push_back(std::move(*finding));
    }
    std::stable_sort(found.findings.begin(), found.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.at < b.at; });
    return found;
}

}  // namespace inmail::app
