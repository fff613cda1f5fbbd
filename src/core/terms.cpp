#include "inmail/core/terms.hpp"

#include <algorithm>
#include <tuple>

#include "inmail/core/errors.hpp"

namespace inmail {

bool operator==(const Terms& a, const Terms& b) { return same_terms(a, b); }

ValueFlaw out_of_range(const char* name, const TermRange& range, bool may_be_null) {
    ValueFlaw flaw;
    flaw.kind = !may_be_null    ? FlawKind::term_range
                : range.in_days ? FlawKind::days_range_or_never
                                : FlawKind::term_range_or_null;
    flaw.what = name;
    flaw.least = range.least;
    flaw.most = range.most;
    return flaw;
}

std::optional<ValueFlaw> flaw_of(const Terms& t) {
    if (auto flaw = range_flaw(t)) return flaw;
    if (t.cap >= t.allowance) return std::nullopt;
    ValueFlaw flaw{FlawKind::cap_below_allowance};
    flaw.number = t.cap.value;
    flaw.least = t.allowance.value;
    return flaw;
}

void Rulebooks::add(RulebookId rulebook, PlanId plan, Terms terms) {
    const auto key = std::tie(rulebook, plan);
    auto it = std::lower_bound(plans_.begin(), plans_.end(), key,
                               [](const Plan& p, const auto& k) { return std::tie(p.rulebook, p.plan) < k; });
    if (it == plans_.end() || std::tie(it->rulebook, it->plan) != key) it = plans_.insert(it, Plan{rulebook, plan, {}});
    auto row = std::lower_bound(it->rows.begin(), it->rows.end(), terms.effective_from,
                                [](const Terms& t, Day from) { return t.effective_from < from; });
    ensure(row == it->rows.end() || row->effective_from != terms.effective_from,
           "a plan's effective_from stands once in a rulebook");
    it->rows.insert(row, std::move(terms));
}

const Rulebooks::Plan* Rulebooks::find(RulebookId rulebook, PlanId plan) const {
    const auto key = std::tie(rulebook, plan);
    const auto it = std::lower_bound(plans_.begin(), plans_.end(), key,
                                     [](const Plan& p, const auto& k) { return std::tie(p.rulebook, p.plan) < k; });
    return it != plans_.end() && std::tie(it->rulebook, it->plan) == key ? &*it : nullptr;
}

bool Rulebooks::has(RulebookId rulebook, PlanId plan) const { return find(rulebook, plan) != nullptr; }

bool Rulebooks::has(PlanId plan) const {
    return std::any_of(plans_.begin(), plans_.end(), [&](const Plan& p) { return p.plan == plan; });
}

RulebookId Rulebooks::resolve(RulebookId wanted, RulebookId fallback, PlanId plan) const {
    if (has(wanted, plan)) return wanted;
    if (has(fallback, plan)) return fallback;
    const auto any = std::find_if(plans_.begin(), plans_.end(), [&](const Plan& p) { return p.plan == plan; });
    ensure(any != plans_.end(), "a stint's plan stands in some rulebook");
    return any->rulebook;
}

const std::vector<Terms>& Rulebooks::rows(RulebookId rulebook, PlanId plan) const {
    static const std::vector<Terms> none;
    const Plan* p = find(rulebook, plan);
    return p != nullptr ? p->rows : none;
}

const Terms& Rulebooks::in_force(RulebookId rulebook, PlanId plan, Instant t) const { return in_force(rows(rulebook, plan), t); }

const Terms& Rulebooks::in_force(const std::vector<Terms>& rows, Instant t) {
    ensure(!rows.empty(), "a stint's plan stands in its rulebook");
    auto row = rows.end() - 1;
    while (row != rows.begin() && t < start_of(row->effective_from)) --row;
    return *row;
}

}  // namespace inmail
