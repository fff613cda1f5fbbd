#include "fold/timeline.hpp"

#include <algorithm>
#include <string_view>

#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

using Kind = Posting::Kind;

std::string_view doing_of(Kind kind) {
    switch (kind) {
        case Kind::granted:
        case Kind::withheld:
        case Kind::trimmed:
        case Kind::refreshed:
            return "refresh";
        case Kind::expired:
            return "expiry";
        case Kind::lapsed:
            return "lapse";
        default:
            return "";
    }
}

bool continues(const Timeline::Entry& entry, const Posting& p) {
    if (entry.cause != p.cause || entry.at != p.at) return false;
    return !is_none(p.cause) || entry.calendar_name() == doing_of(p.kind);
}

}  // namespace

Credits change_of(const Posting& p) {
    switch (p.kind) {
        case Kind::granted:
        case Kind::purchased:
        case Kind::refunded:
        case Kind::adjusted_up:
            return p.amount;
        case Kind::trimmed:
        case Kind::expired:
        case Kind::zeroed:
        case Kind::adjusted_down:
        case Kind::consumed:
            return -p.amount;
        default:
            return no_credits;
    }
}

Credits Timeline::Entry::change() const {
    Credits sum;
    for (const KeptPosting& step : postings) sum += change_of(step.posting);
    return sum;
}

std::string Timeline::Entry::calendar_name() const {
    return is_none(cause) ? std::string{doing_of(postings.back().posting.kind)} : std::string{};
}

void Timeline::on(const Posting& p) {
    by_account_.follow(p);
    auto& entries = by_account_[p.account];
    if (entries.empty() || !continues(entries.back(), p)) entries.push_back({p.at, p.cause, {}, {}, {}});
    Entry& entry = entries.back();
    if (!is_none(p.seat)) entry.seat = p.seat;
    KeptPosting step{p, {}, {}, {}};
    if (p.refresh != nullptr) step.refresh = *p.refresh;
    if (p.close != nullptr) step.close = *p.close;
    if (p.now != nullptr) step.now = *p.now;
    step.posting.refresh = nullptr;
    step.posting.close = nullptr;
    step.posting.now = nullptr;
    entry.postings.push_back(step);
}

std::vector<Timeline::Entry> Timeline::of(AccountId account) const {
    std::vector<Entry> entries = by_account_.of(account);
    // The postings of two handles follow one another.
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.at < b.at; });
    for (Entry& entry : entries) entry.account = account;
    return entries;
}

AccountId Timeline::account_behind(AccountId named, const Reconciler& reconciler) const {
    return named.is_pool() || !of(named).empty() ? named : reconciler.account_of(named.seat());
}

AccountTimeline::AccountTimeline(Store& store, const ReportQuery& query) : fold_run_(store, query, &timeline_) {
    ensure(query.accounts.size() == 1, "a timeline is of one account");
    fold_run_.fold();
    account_ = timeline_.account_behind(query.accounts.front(), reconciler());
    entries_ = timeline_.of(account_);
}

}  // namespace inmail::app
