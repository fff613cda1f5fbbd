#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/reconciler.hpp"

namespace inmail::app {

/// Sums credits by the price that each had in its account at the time.
class WorthTally {
  public:
    /// `terms`: in force for the account; null: credits of no plan, all unpriced. `price`: of the stint; null: the terms' own.
    void add(Credits credits, const Terms* terms, const PlanPrice* price);
    void add(const Posting& posting) { add(posting.amount, posting.terms, posting.price.get()); }
    WorthTally& operator+=(const WorthTally& other);
    [[nodiscard]] Worth worth() const;

  private:
    /// A price: `minor` units for `per` credits.
    struct Rate {
        std::string currency;
        std::int64_t minor{0};
        Credits per;

        friend bool operator<(const Rate& a, const Rate& b) {
            return std::tie(a.currency, a.minor, a.per) < std::tie(b.currency, b.minor, b.per);
        }
    };
    using ByRate = std::map<Rate, Credits>;

    static MoneySums money_of(const ByRate& credits);

    ByRate plan_;
    ByRate bought_;
    Credits unpriced_plan_;
    Credits unsourced_plan_;
    Credits unpriced_bought_;
};

/// Sums credits of one account by the terms and the price that each had in it. Terms must outlive this.
class PricedCredits {
  public:
    /// `credits`: less than 0 takes away what was added before.
    void add(Credits credits, const Terms* terms, const SharedPlanPrice& price);
    PricedCredits& operator+=(const PricedCredits& other);
    [[nodiscard]] Credits credits() const;
    [[nodiscard]] Worth worth() const;

  private:
    struct Part {
        const Terms* terms{nullptr};
        SharedPlanPrice price;
        Credits credits;
    };
    std::vector<Part> parts_;  ///< few: an account seldom changes its plan
};

/// Sums credits of several accounts. Those of each account are rounded on their own, so that accounts add up to their sum.
class WorthByAccount {
  public:
    void add(AccountId account, Credits credits, const Terms* terms, const SharedPlanPrice& price) {
        by_account_[account].add(credits, terms, price);
    }
    [[nodiscard]] Credits credits() const;
    [[nodiscard]] Worth worth() const;

  private:
    std::map<AccountId, PricedCredits> by_account_;
};

/// Whether more credits can be bought under the terms, at a known price.
[[nodiscard]] bool can_buy(const Terms& terms);

/// The worth of credits of an account as it stands, on the plan that it is on; of an account without a plan: all unpriced.
[[nodiscard]] Worth worth_of(Credits credits, const AccountState& state);
/// The worth of one account's coming losses, each on the plan that loses it.
[[nodiscard]] Worth worth_of(const std::vector<ComingLoss>& losses, const FoldRun& fold_run);

}  // namespace inmail::app
