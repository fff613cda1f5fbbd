#include "story.hpp"

#include <string_view>

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

bool continues(const Story::Entry& entry, const Posting& p) {
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

Credits Story::Entry::change() const {
    Credits sum;
    for (const Step& step : steps) sum += change_of(step.posting);
    return sum;
}

std::string Story::Entry::calendar_name() const {
    return is_none(cause) ? std::string{doing_of(steps.back().posting.kind)} : std::string{};
}

void Story::on(const Posting& p) {
    auto& entries = by_account_[p.account];
    if (entries.empty() || !continues(entries.back(), p)) entries.push_back({p.at, p.cause, {}, {}});
    Entry& entry = entries.back();
    if (!is_none(p.seat)) entry.seat = p.seat;
    Step step{p, {}, {}, {}};
    if (p.refresh != nullptr) step.refresh = *p.refresh;
    if (p.close != nullptr) step.close = *p.close;
    if (p.now != nullptr) step.now = *p.now;
    step.posting.refresh = nullptr;
    step.posting.close = nullptr;
    step.posting.now = nullptr;
    entry.steps.push_back(std::move(step));
}

const std::vector<Story::Entry>& Story::of(AccountId account) const {
    static const std::vector<Entry> none;
    const auto it = by_account_.find(account);
    return it == by_account_.end() ? none : it->second;
}

AccountId Story::told_account(const Books& books, AccountId named) const {
    if (named.is_pool() || by_account_.count(named) != 0) return named;
    return books.reconciler().account_of(named.seat());
}

}  // namespace inmail::app
