#include "inmail/app/reports/worth.hpp"

#include <algorithm>

#include "fold/fold_run.hpp"
#include "reports/worth_of.hpp"

namespace inmail::app {
namespace {

/// The terms that the account is on, or was on last; null where it never had a plan.
const Terms* last_terms(const AccountState& state, const FoldRun& fold_run) {
    if (!state.had_stint) return nullptr;
    return &fold_run.rulebooks().in_force(state.rulebook, state.plan, fold_run.query().as_of);
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
    Worth worth;
    const Terms* terms = last_terms(state, fold_run);
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

}  // namespace inmail::app
