#include "forecast/recommendation_part.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "fold/account_facts.hpp"
#include "inmail/store/store.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {
namespace {

/// Plans that do the same work, of which one may replace another.
const std::array<std::vector<std::string_view>, 3> plan_families{
    {{"premium-career", "premium-business"},
     {"sales-navigator-core", "sales-navigator-advanced", "sales-navigator-advanced-plus"},
     {"recruiter-lite", "recruiter-professional-services", "recruiter-corporate"}}};

/// The price of a licence a month; none if no source names one.
std::optional<Money> price_of(Credits allowance, const Terms& terms, const PlanPrice* price) {
    WorthTally tally;
    tally.add(allowance, &terms, price);
    const Worth worth = tally.worth();
    const auto& sums = worth.plan.by_currency();
    return sums.empty() || worth.unsourced_plan > no_credits ? std::nullopt : std::optional{sums.front()};
}

/// The plan of the family that has the most credits of those with fewer.
std::optional<SmallerPlan> smaller_than(Store& store, const FoldRun& fold_run, const AccountState& state) {
    const std::string plan = store.name_of(state.plan);
    const auto family = std::find_if(plan_families.begin(), plan_families.end(), [&](const auto& plans) {
        return std::find(plans.begin(), plans.end(), plan) != plans.end();
    });
    if (family == plan_families.end()) return std::nullopt;
    std::optional<SmallerPlan> smaller;
    for (const std::string_view name : *family) {
        const auto other = store.find_plan(name);
        if (!other || !fold_run.rulebooks().has(state.rulebook, *other)) continue;
        const Terms& terms = fold_run.rulebooks().in_force(state.rulebook, *other, fold_run.query().as_of);
        const bool fits = terms.allowance < state.terms->allowance && (terms.pooled || !state.account.is_pool());
        if (!fits || (smaller && smaller->allowance >= terms.allowance)) continue;
        smaller = SmallerPlan{std::string(name), terms.allowance, price_of(terms.allowance, terms, nullptr)};
    }
    return smaller;
}

}  // namespace

RecommendationPart::RecommendationPart(Instant as_of, const RecommendationRules& rules)
    : rules_(rules), first_(month_of(day_of(as_of)) + -rules.months), last_(first_ + (rules.months - 1)) {
    // A month whose last instant it is, is over.
    if (as_of == end_of(last_ + 1)) {
        first_ = first_ + 1;
        last_ = last_ + 1;
    }
}

Instant RecommendationPart::from() const { return start_of(first_); }

RecommendationPart::Use& RecommendationPart::Use::operator+=(const Use& more) {
    for (const auto& [month, use] : more.months) months[month] += use;
    senders.insert(more.senders.begin(), more.senders.end());
    return *this;
}

void RecommendationPart::on(const Posting& p) {
    if (p.at < start_of(first_) || p.at > end_of(last_)) return;
    uses_.follow(p);
    Use& use = uses_[p.account];
    if (p.kind == Posting::Kind::reassigned) {
        // One place, whoever has it.
        if (use.senders.erase(p.seat) > 0) use.senders.insert(p.to);
        return;
    }
    MonthOfUse& month = use.months[month_of(day_of(p.at))];
    if (p.kind == Posting::Kind::sent) {
        month.sent += p.amount.value;
        use.senders.insert(p.seat);
    } else if (p.kind == Posting::Kind::consumed) {
        month.ran_dry = month.ran_dry || p.held == no_credits;
    } else if (p.kind == Posting::Kind::unfunded) {
        month.ran_dry = true;
    } else {
        month.lost += p.amount;
    }
}

AccountUse RecommendationPart::use_of(Store& store, const FoldRun& fold_run, const AccountName& name,
                                      const AccountState& state) const {
    AccountUse use;
    use.account = name;
    use.team = team_of(fold_run, state.account);
    use.plan = store.name_of(state.plan);
    use.licences = state.account.is_pool() ? state.members : 1;
    use.allowance = state.terms->allowance;
    use.price = price_of(use.allowance, *state.terms, state.price.get());
    use.smaller = smaller_than(store, fold_run, state);
    Use found = uses_.of(state.account);
    use.senders = static_cast<std::int64_t>(found.senders.size());
    for (Month month = first_; month <= last_; month = month + 1) {
        if (*state.stint_since <= start_of(month)) use.months.push_back(found.months[month]);
    }
    return use;
}

Recommendations RecommendationPart::recommendations(Store& store, const FoldRun& fold_run, const ForecastReport& coming) const {
    std::map<AccountName, const ForecastReport::Row*> ahead;
    for (const auto& row : coming.rows) ahead[row.account] = &row;
    std::vector<AccountUse> uses;
    for (const auto& [name, state] : fold_run.listed()) {
        if (!state.active) continue;
        uses.push_back(use_of(store, fold_run, name, state));
        if (const auto row = ahead.find(name); row != ahead.end())
            uses.back().ahead = static_cast<const LossesAhead&>(*row->second);
    }
    return {first_, last_, rules_, recommend(uses, rules_)};
}

}  // namespace inmail::app
