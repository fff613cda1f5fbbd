#include "inmail/app/forecast/recommendations.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace inmail::app {
namespace {

std::int64_t sum_of(const std::vector<MonthOfUse>& months, std::int64_t (*value)(const MonthOfUse&)) {
    std::int64_t sum = 0;
    for (const MonthOfUse& month : months) sum += value(month);
    return sum;
}

std::int64_t dry_months(const AccountUse& use) {
    return sum_of(use.months, [](const MonthOfUse& month) { return std::int64_t{month.ran_dry ? 1 : 0}; });
}

/// On average, rounded down.
Credits lost_a_month(const AccountUse& use) {
    if (use.months.empty()) return no_credits;
    const std::int64_t lost = sum_of(use.months, [](const MonthOfUse& month) { return month.lost.value; });
    return Credits{lost / static_cast<std::int64_t>(use.months.size())};
}

std::optional<Recommendation> fewer_licences(const AccountUse& use) {
    if (use.ahead.plan_end || use.allowance == no_credits) return std::nullopt;
    const std::int64_t enough = (use.most_sent() + use.allowance.value - 1) / use.allowance.value;
    if (enough >= use.licences) return std::nullopt;
    return Recommendation{use.allowance * (use.licences - enough), GiveBackLicences{use, enough}};
}

/// A price that is known to be no lower is no reason to change.
bool may_cost_less(const AccountUse& use, const SmallerPlan& smaller) {
    if (!use.price || !smaller.price || use.price->currency != smaller.price->currency) return true;
    return smaller.price->minor < use.price->minor;
}

std::optional<Recommendation> smaller_plan(const AccountUse& use) {
    if (use.ahead.plan_end || !use.smaller || !may_cost_less(use, *use.smaller)) return std::nullopt;
    if ((use.smaller->allowance * use.licences).value < use.most_sent()) return std::nullopt;
    return Recommendation{(use.allowance - use.smaller->allowance) * use.licences, TakeSmallerPlan{use}};
}

std::optional<Recommendation> sends_in_time(const AccountUse& use) {
    SendInTime send;
    for (const Deadline& deadline : use.ahead.deadlines) {
        send.too_late = deadline.too_late;
        send.asked += deadline.to_send;
        send.lost += deadline.lost;
    }
    send.to_send = std::min(send.asked, Credits{use.most_sent()});
    if (send.to_send == no_credits) return std::nullopt;
    // What an account holds above its cap must be sent before a send saves anything.
    const Credits saving_nothing = std::max(no_credits, send.asked - send.lost);
    const Credits saved = send.to_send == send.asked ? send.lost : std::min(send.lost, send.to_send - saving_nothing);
    send.use = use;
    return Recommendation{saved, std::move(send)};
}

std::optional<Recommendation> shared_work(const std::string& team, const std::vector<const AccountUse*>& seats,
                                          const RecommendationRules& rules) {
    ShareWork share;
    share.team = team;
    Credits lost;
    Credits wanted;
    for (const AccountUse* seat : seats) {
        if (dry_months(*seat) >= rules.least_dry_months) {
            share.dry.push_back(*seat);
            wanted += seat->allowance;
        } else if (dry_months(*seat) == 0 && lost_a_month(*seat) >= rules.least_saved) {
            share.losing.push_back(*seat);
            lost += lost_a_month(*seat);
        }
    }
    if (share.dry.empty() || share.losing.empty()) return std::nullopt;
    std::stable_sort(share.losing.begin(), share.losing.end(),
                     [](const auto& a, const auto& b) { return lost_a_month(a) > lost_a_month(b); });
    std::stable_sort(share.dry.begin(), share.dry.end(),
                     [](const auto& a, const auto& b) { return dry_months(a) > dry_months(b); });
    // A dry seat is unlikely to need more than its own allowance once more.
    return Recommendation{std::min(lost, wanted), std::move(share)};
}

/// The one of two that saves more.
std::optional<Recommendation> better_of(std::optional<Recommendation> a, std::optional<Recommendation> b) {
    if (!a) return b;
    return b && b->saved > a->saved ? std::move(b) : std::move(a);
}

}  // namespace

MonthOfUse& MonthOfUse::operator+=(const MonthOfUse& other) {
    sent += other.sent;
    lost += other.lost;
    ran_dry = ran_dry || other.ran_dry;
    return *this;
}

std::int64_t AccountUse::most_sent() const {
    std::int64_t most = 0;
    for (const MonthOfUse& month : months) most = std::max(most, month.sent);
    return most;
}

std::vector<Recommendation> recommend(const std::vector<AccountUse>& accounts, const RecommendationRules& rules) {
    std::vector<Recommendation> found;
    const auto add = [&](std::optional<Recommendation> one) {
        if (one && one->saved >= rules.least_saved) found.push_back(std::move(*one));
    };
    std::map<std::string, std::vector<const AccountUse*>> teams;
    for (const AccountUse& use : accounts) {
        if (static_cast<int>(use.months.size()) < rules.months) continue;
        if (use.team && !use.ahead.plan_end) teams[*use.team].push_back(&use);
        const auto smaller = better_of(fewer_licences(use), smaller_plan(use));
        add(smaller ? smaller : sends_in_time(use));
    }
    for (const auto& [team, seats] : teams) add(shared_work(team, seats, rules));
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.saved > b.saved; });

    std::vector<Recommendation> chosen;
    std::map<std::size_t, std::size_t> of_kind;
    for (Recommendation& one : found) {
        if (chosen.size() == rules.most) break;
        if (of_kind[one.what.index()]++ < rules.most_of_kind) chosen.push_back(std::move(one));
    }
    return chosen;
}

}  // namespace inmail::app
