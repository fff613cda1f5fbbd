#include "record/channel_limits.hpp"

#include <algorithm>

#include "inmail/io/published.hpp"

namespace inmail::app {
namespace {

Channel channel_of(const EventRecord& send) { return send.channel.value_or(Channel::inmail); }

/// Whether a later send of the same recording counts this one.
bool is_counted_later(const PendingEvents& ledger, const PendingEvent& send, Channel limited) {
    const auto& events = ledger.events();
    const auto later = [&](const PendingEvent& e) {
        return e.kind == EventKind::send && e.ids.seat == send.ids.seat && counts_against(channel_of(e), limited) &&
               e.at >= send.at && &e != &send;
    };
    // Those at one instant stand in the order of the command line.
    const auto self = std::find_if(events.begin(), events.end(), [&](const PendingEvent& e) { return &e == &send; });
    return std::any_of(self, events.end(), later) ||
           std::any_of(events.begin(), self, [&](const PendingEvent& e) { return later(e) && e.at > send.at; });
}

/// The most in any period with the message in it: one that is recorded late may fill up a period that ends after it.
std::int64_t most_sent_by(PendingEvents& ledger, const PendingEvent& send, const PublishedLimit& limit) {
    const Duration period = days(days_of(limit.period));
    Scope scope;
    scope.accounts = {AccountId::of(send.ids.seat)};
    scope.until = std::min(send.at + period - Duration{1}, last_instant);
    scope.after = std::max(send.at - period, first_instant);
    std::vector<Instant> sent;
    ledger.read(scope, [&](const Event& event) {
        const auto* other = std::get_if<Event::Send>(&event.payload);
        // Pending events belong to every scope.
        const bool is_in_time = event.at > *scope.after && event.at <= scope.until;
        if (other != nullptr && event.seat == send.ids.seat && is_in_time && counts_against(other->channel, *limit.channel))
            sent.push_back(event.at);
    });
    std::sort(sent.begin(), sent.end());
    std::int64_t most = 0;
    for (auto last = std::lower_bound(sent.begin(), sent.end(), send.at); last != sent.end(); ++last) {
        const auto end = std::upper_bound(last, sent.end(), *last);
        most = std::max<std::int64_t>(most, end - std::upper_bound(sent.begin(), end, *last - period));
    }
    return most;
}

/// Whether the plan has a limit of its own instead.
bool is_replaced(const PublishedLimit& limit, const std::string& plan) {
    const auto& all = io::published_limits();
    return limit.plan.empty() && std::any_of(all.begin(), all.end(), [&](const PublishedLimit& own) {
               return own.what == limit.what && own.channel == limit.channel && own.plan == plan;
           });
}

}  // namespace

std::vector<RecordWarning> past_channel_limits(PendingEvents& ledger, const PendingEvent& send, const std::string& plan) {
    std::vector<RecordWarning> warnings;
    // Credits limit how many InMails are sent, so nothing is published about that (tests/io/published_test.cpp). Most sends need
    // no table read.
    if (channel_of(send) == Channel::inmail && !send.chars) return warnings;
    const PublishedLimit* longest = nullptr;
    for (const PublishedLimit& limit : io::published_limits()) {
        if (!limit.channel || !(limit.plan.empty() || limit.plan == plan)) continue;
        if (limit.what == PublishedLimit::What::chars && *limit.channel == channel_of(send)) {
            const bool is_past = send.chars && *send.chars > limit.count && !is_replaced(limit, plan);
            if (is_past && (longest == nullptr || limit.count > longest->count)) longest = &limit;
        }
        if (limit.what != PublishedLimit::What::send || !counts_against(channel_of(send), *limit.channel)) continue;
        if (is_counted_later(ledger, send, *limit.channel)) continue;
        const std::int64_t sent = most_sent_by(ledger, send, limit);
        if (sent > limit.count) warnings.emplace_back(record_warning::PastChannelLimit{send.seat, sent, limit});
    }
    if (longest != nullptr) warnings.emplace_back(record_warning::PastTextLimit{*send.chars, *longest});
    return warnings;
}

}  // namespace inmail::app
