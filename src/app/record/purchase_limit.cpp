#include "record/purchase_limit.hpp"

#include <algorithm>
#include <string>

#include "fold/account_facts.hpp"
#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/io/published.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

const PublishedLimit* limit_of(const std::string& plan) {
    const auto& limits = io::published_limits();
    const auto found = std::find_if(limits.begin(), limits.end(), [&](const PublishedLimit& limit) {
        return limit.what == PublishedLimit::What::purchase && limit.plan == plan;
    });
    return found == limits.end() ? nullptr : &*found;
}

/// Sums what was bought between the two refreshes around one purchase.
class PurchasesAround {
  public:
    explicit PurchasesAround(EventId purchase) : purchase_(purchase) {}

    void on(const Posting& p) {
        const bool begins_anew = p.kind == Posting::Kind::stint_started || p.kind == Posting::Kind::cancelled ||
                                 (p.kind == Posting::Kind::refreshed && !p.refresh->join && p.refresh->k > 0);
        if (begins_anew && (!account_ || *account_ == p.account)) {
            is_over_ = account_.has_value();
            if (!is_over_) bought_.erase(p.account);
        }
        bought_.follow(p);
        if (account_ && account_ == former_handle_of(p)) account_ = p.account;
        if (p.kind != Posting::Kind::purchased || is_over_) return;
        bought_[p.account] += p.amount;
        if (p.cause == purchase_) account_ = p.account;
    }
    [[nodiscard]] Credits bought() const { return account_ ? bought_.of(*account_) : no_credits; }

  private:
    EventId purchase_;
    std::optional<AccountId> account_;  ///< that bought it, once it has
    bool is_over_{false};               ///< the next refresh has come
    ByAccount<Credits> bought_;
};

}  // namespace

std::optional<record_warning::PastPurchaseLimit> past_purchase_limit(PendingEvents& ledger, const PendingEvent& purchase,
                                                                     AccountId account, Instant until) {
    constexpr Duration longest_month = days(32);
    PurchasesAround purchases(purchase.ids.event);
    Collector collector([&](const Posting& p) { purchases.on(p); });
    ReportQuery query{until, std::nullopt, {account_named_by(purchase.ids.seat, purchase.ids.pool)}};
    FoldRun fold_run(ledger, query, &collector, std::max(purchase.at - longest_month, first_instant));
    const PublishedLimit* limit = nullptr;
    fold_run.fold_to({purchase.at}, [&](Instant) {
        const auto state = fold_run.reconciler().account(account);
        if (state) limit = limit_of(plan_of(ledger, *state).value_or(""));
    });
    if (limit == nullptr || purchases.bought().value <= limit->count) return std::nullopt;
    return record_warning::PastPurchaseLimit{name_account(ledger, account), purchases.bought(), *limit};
}

}  // namespace inmail::app
