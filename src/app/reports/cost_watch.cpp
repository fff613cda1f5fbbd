#include "reports/cost_watch.hpp"

#include <algorithm>
#include <iterator>

#include "inmail/core/errors.hpp"

namespace inmail::app {

using Kind = Posting::Kind;

CostWatch::Spent& CostWatch::Spent::operator+=(const Spent& earlier) {
    net += earlier.net;
    gross += earlier.gross;
    return *this;
}

const CostWatch::Pricing& CostWatch::pricing_at(const Spent& spent, Instant t) {
    const auto later = std::upper_bound(spent.pricings.begin(), spent.pricings.end(), t,
                                        [](Instant at, const Pricing& pricing) { return at < pricing.since; });
    ensure(later != spent.pricings.begin(), "a credit that comes back was spent before");
    return *std::prev(later);
}

void CostWatch::on(const Posting& p) {
    spent_.follow(p);
    if (p.kind == Kind::consumed && sent_.holds(p.at)) {
        Spent& spent = spent_[p.account];
        const bool same =
            !spent.pricings.empty() && spent.pricings.back().terms == p.terms && spent.pricings.back().price == p.price;
        if (!same) spent.pricings.push_back({p.at, p.terms, p.price});
        spent.net.add(p.amount, p.terms, p.price);
        spent.gross.add(p.amount, p.terms, p.price);
    }
    if (p.kind == Kind::refunded && p.message.funded && sent_.holds(p.message.sent_at)) {
        Spent& spent = spent_[p.account];
        const Pricing& pricing = pricing_at(spent, p.message.sent_at);
        spent.net.add(-p.amount, pricing.terms, pricing.price);
    }
}

ReplyCost CostWatch::of(AccountId account) const {
    const Spent spent = spent_.of(account);
    return {{spent.net.credits(), spent.net.worth()}, {spent.gross.credits(), spent.gross.worth()}};
}

}  // namespace inmail::app
