#include "inmail/app/reports/worth.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "fold/fold_run.hpp"
#include "reports/worth_of.hpp"

namespace inmail::app {
namespace {

/// The terms of the plan; null for none.
const Terms* terms_of(RulebookId rulebook, PlanId plan, const FoldRun& fold_run) {
    if (is_none(plan)) return nullptr;
    return &fold_run.rulebooks().in_force(rulebook, plan, fold_run.query().as_of);
}

Worth worth_on(const Terms* terms, Credits credits) {
    Worth worth;
    if (terms != nullptr && terms->credit_price_minor) {
        worth.bought.add(terms->currency, cost_minor(credits, *terms->credit_price_minor));
    } else {
        worth.unpriced_bought = credits;
    }
    if (terms != nullptr && terms->price_minor && terms->allowance > no_credits) {
        worth.plan.add(terms->currency, cost_minor(credits, *terms->price_minor, terms->allowance));
    } else {
        worth.unpriced_plan = credits;
    }
    return worth;
}

}  // namespace

void MoneySums::add(const std::string& currency, std::int64_t minor) {
    if (minor == 0) return;
    const auto place = std::lower_bound(sums_.begin(), sums_.end(), currency,
                                        [](const Money& sum, const std::string& name) { return sum.currency < name; });
    if (place != sums_.end() && place->currency == currency) {
        place->minor = sum_minor(place->minor, minor);
    } else {
        sums_.insert(place, Money{minor, currency});
    }
}

MoneySums& MoneySums::operator+=(const MoneySums& other) {
    for (const Money& sum : other.sums_) add(sum.currency, sum.minor);
    return *this;
}

Worth& Worth::operator+=(const Worth& other) {
    bought += other.bought;
    plan += other.plan;
    unpriced_bought += other.unpriced_bought;
    unpriced_plan += other.unpriced_plan;
    return *this;
}

Worth worth_of(Credits credits, const AccountState& state, const FoldRun& fold_run) {
    return worth_on(terms_of(state.rulebook, state.plan, fold_run), credits);
}

Worth worth_of(const std::vector<ComingLoss>& losses, const FoldRun& fold_run) {
    std::map<std::pair<RulebookId, PlanId>, Credits> by_plan;
    for (const ComingLoss& loss : losses) by_plan[{loss.rulebook, loss.plan}] += loss.amount;
    Worth worth;
    for (const auto& [plan, credits] : by_plan) worth += worth_on(terms_of(plan.first, plan.second, fold_run), credits);
    return worth;
}

}  // namespace inmail::app
