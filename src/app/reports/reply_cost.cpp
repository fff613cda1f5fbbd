#include "inmail/app/reports/reply_cost.hpp"

#include "inmail/core/money.hpp"

namespace inmail::app {
namespace {

/// Rounded half up.
MoneySums share_of(const MoneySums& sums, std::int64_t parts) {
    MoneySums share;
    for (const Money& sum : sums.by_currency()) share.add(sum.currency, cost_minor(Credits{1}, sum.minor, Credits{parts}));
    return share;
}

}  // namespace

std::optional<Worth> ReplyCost::Spending::per_reply(const Responses& responses) const {
    if (responses.answered == 0) return std::nullopt;
    Worth share;
    // If some credits have no price, the price of the rest would make a reply look too cheap.
    if (worth.unpriced_plan == no_credits) share.plan = share_of(worth.plan, responses.answered);
    if (worth.unpriced_bought == no_credits) share.bought = share_of(worth.bought, responses.answered);
    return share;
}

ReplyCost::Spending& ReplyCost::Spending::operator+=(const Spending& other) {
    credits += other.credits;
    worth += other.worth;
    return *this;
}

ReplyCost& ReplyCost::operator+=(const ReplyCost& other) {
    net += other.net;
    gross += other.gross;
    return *this;
}

}  // namespace inmail::app
