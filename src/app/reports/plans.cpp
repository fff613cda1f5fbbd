#include "inmail/app/reports/plans.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "fold/account_facts.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/io/published.hpp"
#include "inmail/store/rulebooks.hpp"

namespace inmail::app {
namespace {

std::vector<PlansReport::Member> members_of(const FoldRun& fold_run, AccountId pool) {
    std::vector<PlansReport::Member> members;
    for (const Member& member : fold_run.reconciler().members(pool.pool())) {
        AccountName seat = fold_run.name_of(AccountId::of(member.seat));
        members.push_back({std::move(seat.name), std::move(seat.person), member.since});
    }
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.seat < b.seat; });
    return members;
}

bool same_row(const NamedTerms& a, const NamedTerms& b) {
    return a.rulebook == b.rulebook && a.plan == b.plan && a.terms.effective_from == b.terms.effective_from;
}

/// What the rulebooks say about a row that some account is on.
PlansReport::InForce in_force(Store& store, const Rulebooks& rulebooks, const PlansReport& report, const AccountState& state) {
    PlansReport::InForce found;
    found.row = {store.name_of(state.rulebook), store.name_of(state.plan), *state.terms};
    const auto& rows = rulebooks.rows(state.rulebook, state.plan);
    const auto next = std::find_if(rows.begin(), rows.end(),
                                   [&](const Terms& row) { return row.effective_from > state.terms->effective_from; });
    if (next != rows.end()) found.next = {found.row.rulebook, found.row.plan, *next};
    for (const auto& listing : report.rulebooks) {
        const auto other = store.find_rulebook(listing.name);
        if (!other || *other == state.rulebook || !rulebooks.has(*other, state.plan)) continue;
        found.others.push_back({listing.name, found.row.plan, rulebooks.in_force(*other, state.plan, report.as_of)});
    }
    return found;
}

/// What is published of the plans that some account is on.
template <class Published>
std::vector<Published> of_plans_held(const std::vector<Published>& published, const PlansReport& report) {
    std::vector<Published> of_held;
    std::copy_if(published.begin(), published.end(), std::back_inserter(of_held), [&](const Published& one) {
        return std::any_of(report.held.begin(), report.held.end(), [&](const auto& held) { return held.row.plan == one.plan; });
    });
    return of_held;
}

}  // namespace

PlansReport plans(Store& store, const ReportQuery& query) {
    FoldRun fold_run(store, query);
    fold_run.fold();
    PlansReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    report.default_rulebook = store.info().default_rulebook;
    report.rulebooks = listings_of(store.terms(query.known_at), query.edition);
    for (const auto& [name, state] : fold_run.listed()) {
        if (!state.active) continue;
        auto row = in_force(store, fold_run.rulebooks(), report, state);
        PlansReport::Held held{name,    team_of(fold_run, state.account),    *state.stint_since,
                               row.row, members_of(fold_run, state.account), state.price};
        held.row.terms.refresh = fold_run.rulebooks().in_force(state.rulebook, state.plan, held.since).refresh;
        held.began = held.since;
        if (!state.formerly.empty() && state.formerly.back().until >= held.began) {
            held.since = state.formerly.back().until;
            held.former = store.name_of(state.formerly.back().seat);
        }
        report.held.push_back(std::move(held));
        const bool known =
            std::any_of(report.in_force.begin(), report.in_force.end(), [&](const auto& r) { return same_row(r.row, row.row); });
        if (!known) report.in_force.push_back(std::move(row));
    }
    report.prices = of_plans_held(io::published_prices(), report);
    report.limits = of_plans_held(io::published_limits(), report);
    const auto is_of_messages = [](const PublishedLimit& limit) { return limit.what != PublishedLimit::What::purchase; };
    report.limits.erase(std::remove_if(report.limits.begin(), report.limits.end(), is_of_messages), report.limits.end());
    return report;
}

}  // namespace inmail::app
