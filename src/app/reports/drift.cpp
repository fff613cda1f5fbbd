#include "reports/drift.hpp"

#include <algorithm>
#include <tuple>

#include "fold/by_account.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/reports/drift.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/rulebooks.hpp"

namespace inmail::app {

void DriftFinder::on(const Posting& posting) {
    follow(found_, posting, [](Found& f) -> AccountId& { return f.account; });
    if (posting.kind != Posting::Kind::closed) return;
    if (posting.now != nullptr && *posting.now == *posting.close) return;
    Drift drift;
    drift.refresh = posting.at;
    drift.stored = *posting.close;
    if (posting.now != nullptr) drift.now = *posting.now;
    found_.push_back({posting.account, posting.cause, std::move(drift)});
}

/// What was recorded after the close about the time before it: late events, and voids of earlier ones.
std::vector<RecordedEvent> DriftFinder::causes_of(const RecordedEvent& close, AccountId account,
                                                  std::optional<Instant> known_at) const {
    std::vector<RecordedEvent> later;
    std::vector<std::string> taken_back;
    Scope scope;
    scope.accounts = {account};
    scope.known_at = known_at;
    store_.read_records(scope, [&](const RecordedEvent& event) {
        if (event.id <= close.id || event.kind == EventKind::rollover || event.kind == EventKind::observe) return;
        if (event.kind == EventKind::void_event)
            taken_back.push_back(event.ref);
        else if (event.at > close.at)
            return;
        later.push_back(event);
    });
    const auto targets = store_.find_events(taken_back);
    std::vector<RecordedEvent> causes;
    auto target = targets.begin();
    for (RecordedEvent& event : later) {
        Instant happened = event.at;
        if (event.kind == EventKind::void_event) {
            ensure(target->has_value(), "a void names an event of the ledger");
            happened = (*target++)->at;
        }
        if (happened <= close.at) causes.push_back(std::move(event));
    }
    return causes;
}

std::set<EventId> DriftFinder::differing_in_every_edition(const FoldRun& fold_run) const {
    std::set<EventId> differing;
    for (const Found& f : found_) differing.insert(f.close);
    ReportQuery query = fold_run.query();
    if (query.is_what_if()) return differing;
    for (int edition = newest_edition(store_.terms(query.known_at)) - 1; edition >= 1 && !differing.empty(); --edition) {
        query.edition = Edition{{}, edition};
        DriftFinder earlier(store_);
        FoldRun(store_, query, &earlier).fold();
        std::set<EventId> still;
        for (const Found& f : earlier.found_) {
            if (differing.count(f.close) != 0) still.insert(f.close);
        }
        differing = std::move(still);
    }
    return differing;
}

Drifts DriftFinder::found(const FoldRun& fold_run) const {
    Drifts drifts;
    if (found_.empty()) return drifts;
    const std::set<EventId> differing = differing_in_every_edition(fold_run);
    std::vector<std::pair<Instant, Drift>> dated;
    for (const Found& f : found_) {
        if (!fold_run.asks_about(f.account)) continue;
        if (differing.count(f.close) == 0) {
            ++drifts.through_edition;
            continue;
        }
        Drift drift = f.drift;
        drift.account = name_account(store_, f.account);
        const auto close = store_.find_event(f.close);
        ensure(close.has_value(), "a close that was folded was recorded");
        drift.key = close->key;
        drift.causes = causes_of(*close, f.account, fold_run.query().known_at);
        dated.emplace_back(close->at, std::move(drift));
    }
    std::sort(dated.begin(), dated.end(),
              [](const auto& a, const auto& b) { return std::tie(a.first, a.second.key) < std::tie(b.first, b.second.key); });
    for (auto& [at, drift] : dated) drifts.listed.push_back(std::move(drift));
    return drifts;
}

}  // namespace inmail::app
