#include "reports/worth_tally.hpp"

#include <algorithm>
#include <map>

#include "inmail/core/published.hpp"
#include "inmail/io/published.hpp"

namespace inmail::app {

namespace {

/// Whether no source names the plan's price in terms that ship.
bool is_price_unsourced(const Terms& terms) {
    if (terms.shipped_for.empty()) return false;
    const auto& published = io::published_prices();
    return std::any_of(published.begin(), published.end(), [&](const PublishedPrice& p) {
        return p.certainty == Certainty::unsourced && p.plan == terms.shipped_for &&
               p.price == Money{*terms.price_minor, terms.currency};
    });
}

}  // namespace

bool can_buy(const Terms& terms) { return terms.purchasable && terms.credit_price_minor; }

void WorthTally::add(Credits credits, const Terms* terms, const PlanPrice* price) {
    if (credits == no_credits) return;
    const bool has_allowance = terms != nullptr && terms->allowance > no_credits;
    if (has_allowance && price != nullptr)
        plan_[{price->money.currency, price->money.minor, terms->allowance * months_of(price->billed)}] += credits;
    else if (has_allowance && terms->price_minor) {
        plan_[{terms->currency, *terms->price_minor, terms->allowance}] += credits;
        if (is_price_unsourced(*terms)) unsourced_plan_ += credits;
    } else
        unpriced_plan_ += credits;
    if (terms != nullptr && can_buy(*terms))
        bought_[{terms->currency, *terms->credit_price_minor, Credits{1}}] += credits;
    else
        unpriced_bought_ += credits;
}

WorthTally& WorthTally::operator+=(const WorthTally& other) {
    for (const auto& [rate, credits] : other.plan_) plan_[rate] += credits;
    for (const auto& [rate, credits] : other.bought_) bought_[rate] += credits;
    unpriced_plan_ += other.unpriced_plan_;
    unsourced_plan_ += other.unsourced_plan_;
    unpriced_bought_ += other.unpriced_bought_;
    return *this;
}

MoneySums WorthTally::money_of(const ByRate& credits) {
    MoneySums sums;
    for (const auto& [rate, amount] : credits) sums.add(rate.currency, cost_minor(amount, rate.minor, rate.per));
    return sums;
}

Worth WorthTally::worth() const {
    return {money_of(plan_), money_of(bought_), unpriced_plan_, unsourced_plan_, unpriced_bought_};
}

void PricedCredits::add(Credits credits, const Terms* terms, const SharedPlanPrice& price) {
    const auto same =
        std::find_if(parts_.begin(), parts_.end(), [&](const Part& part) { return part.terms == terms && part.price == price; });
    if (same != parts_.end())
        same->credits += credits;
    else
        parts_.push_back({terms, price, credits});
}

PricedCredits& PricedCredits::operator+=(const PricedCredits& other) {
    for (const Part& part : other.parts_) add(part.credits, part.terms, part.price);
    return *this;
}

Credits PricedCredits::credits() const {
    Credits sum;
    for (const Part& part : parts_) sum += part.credits;
    return sum;
}

Worth PricedCredits::worth() const {
    WorthTally tally;
    for (const Part& part : parts_) tally.add(part.credits, part.terms, part.price.get());
    return tally.worth();
}

Credits WorthByAccount::credits() const {
    Credits sum;
    for (const auto& [account, credits] : by_account_) sum += credits.credits();
    return sum;
}

Worth WorthByAccount::worth() const {
    Worth sum;
    for (const auto& [account, credits] : by_account_) sum += credits.worth();
    return sum;
}

Worth worth_of(Credits credits, const AccountState& state) {
    WorthTally tally;
    tally.add(credits, state.terms, state.price.get());
    return tally.worth();
}

Worth worth_of(const std::vector<ComingLoss>& losses, const FoldRun& fold_run) {
    WorthTally tally;
    for (const ComingLoss& loss : losses)
        tally.add(loss.amount, &fold_run.rulebooks().in_force(loss.rulebook, loss.plan, loss.at), loss.price.get());
    return tally.worth();
}

}  // namespace inmail::app
