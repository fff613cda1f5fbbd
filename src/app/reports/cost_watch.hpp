#pragma once

#include <vector>

#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "inmail/app/reports/reply_cost.hpp"
#include "inmail/core/posting.hpp"
#include "reports/response_tally.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {

/// What each account's InMails sent in a span cost, from postings as they come. It keeps sums and no messages: a refund takes
/// back what was spent under the terms and at the price of the time at which its InMail was sent.
class CostWatch {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::consumed, Posting::Kind::refunded, Posting::Kind::reassigned};

    explicit CostWatch(const Span& sent) : sent_(sent) {}

    void on(const Posting& p);
    [[nodiscard]] ReplyCost of(AccountId account) const;

  private:
    /// From `since` on, credits were spent under these terms and at this price.
    struct Pricing {
        Instant since;
        const Terms* terms{nullptr};
        SharedPlanPrice price;
    };
    struct Spent {
        std::vector<Pricing> pricings;  ///< ascending, at least one once anything was spent
        PricedCredits net;
        PricedCredits gross;

        /// Adds what a handle had spent before it took over this account. None of its InMails is pending any more.
        Spent& operator+=(const Spent& earlier);
    };
    static const Pricing& pricing_at(const Spent& spent, Instant t);

    Span sent_;
    ByAccount<Spent> spent_;
};

}  // namespace inmail::app
