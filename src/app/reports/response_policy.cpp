#include "inmail/app/reports/response_policy.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "inmail/app/names.hpp"
#include "inmail/store/rulebooks.hpp"
#include "reports/policy_watch.hpp"

namespace inmail::app {
namespace {

constexpr std::int64_t per_mille = 1000;
/// A rate less than two points above the policy's is near it.
constexpr std::int64_t near_per_mille = 20;

/// RULES section 8, policy: what LinkedIn counts as an InMail, be it paid or free.
bool is_inmail(Channel channel) {
    return channel == Channel::inmail || channel == Channel::open_profile || channel == Channel::first_degree ||
           channel == Channel::applicant;
}

/// The first instant of the policy's last days.
Instant start_of_days(int count, Instant as_of) { return std::max(as_of - days(count) + Duration{1}, first_instant); }

std::int64_t count_since(const std::vector<Instant>& times, Instant since) {
    return std::count_if(times.begin(), times.end(), [since](Instant t) { return t >= since; });
}

std::optional<PolicyStanding::Verdict> verdict_on(const Responses& responses, const ResponsePolicy& policy) {
    if (responses.sent < policy.min_sends) return std::nullopt;
    const std::int64_t answered = responses.answered * per_mille;
    if (answered < policy.min_response_per_mille * responses.sent) return PolicyStanding::Verdict::below;
    if (answered < (policy.min_response_per_mille + near_per_mille) * responses.sent) return PolicyStanding::Verdict::near;
    return std::nullopt;
}

}  // namespace

std::int64_t PolicyStanding::wanted() const {
    return (policy.min_response_per_mille * responses.sent + per_mille - 1) / per_mille;
}

PolicyWatch::PolicyWatch(FoldSource& store, const ReportQuery& query) : from_(query.as_of) {
    for (const StoredTerms& terms : of_edition(store.terms(query.known_at), query.edition)) {
        const auto& policy = terms.row.terms.policy;
        if (policy) from_ = std::min(from_, start_of_days(policy->days, query.as_of));
    }
}

void PolicyWatch::on(const Posting& p) {
    if (p.kind == Posting::Kind::reassigned) {
        Sent moved = std::exchange(sent_[p.seat], Sent{});
        Sent& kept = sent_[p.to];
        kept.all.insert(kept.all.end(), moved.all.begin(), moved.all.end());
        kept.answered.insert(kept.answered.end(), moved.answered.begin(), moved.answered.end());
        return;
    }
    if (p.kind == Posting::Kind::sent || (p.kind == Posting::Kind::sent_free && is_inmail(p.channel))) {
        if (p.at >= from_) sent_[p.seat].all.push_back(p.at);
    } else if (p.kind == Posting::Kind::replied && is_inmail(p.message.channel)) {
        if (p.message.sent_at >= from_) sent_[p.seat].answered.push_back(p.message.sent_at);
    }
}

std::vector<PolicyStanding> PolicyWatch::standings(FoldSource& store, const FoldRun& fold_run) const {
    std::vector<PolicyStanding> standings;
    sent_.for_each([&](SeatId seat, const Sent& sent) {
        if (sent.all.empty()) return;
        const AccountId id = fold_run.reconciler().account_of(seat);
        const auto account = fold_run.reconciler().account(id);
        if (!account || !account->active || !account->terms->policy || !fold_run.asks_about(id, seat)) return;
        const ResponsePolicy& policy = *account->terms->policy;
        const Instant since = start_of_days(policy.days, fold_run.query().as_of);
        const Responses responses{count_since(sent.all, since), count_since(sent.answered, since)};
        const auto verdict = verdict_on(responses, policy);
        if (!verdict) return;
        const SeatState state = fold_run.reconciler().seat(seat);
        standings.push_back({store.name_of(seat), state.name, state.team.empty() ? std::nullopt : std::optional{state.team},
                             fold_run.name_of(id), *verdict, policy, responses});
    });
    std::sort(standings.begin(), standings.end(), [](const PolicyStanding& a, const PolicyStanding& b) {
        return std::tie(a.verdict, a.seat) < std::tie(b.verdict, b.seat);
    });
    return standings;
}

std::vector<PolicyStanding> policy_standings(Store& store, const ReportQuery& query) {
    PolicyWatch watch(store, query);
    FoldRun fold_run(store, query, &watch, watch.from());
    fold_run.fold();
    return watch.standings(store, fold_run);
}

}  // namespace inmail::app
