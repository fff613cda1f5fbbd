// The state of an account as bytes, by which a fold can go on later from where another stood.

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>

#include "account.hpp"
#include "inmail/core/errors.hpp"

namespace inmail {
namespace {

// A `const` object is saved, any other loaded: each list of fields serves both.

template <class Stream, class ALot>
void archive_lot(Stream& stream, ALot& lot) {
    stream_enum(stream, lot.source);
    stream(lot.granted_at, lot.expires_at, lot.remaining);
}

template <class Stream, class SomeTotals>
void archive_totals(Stream& stream, SomeTotals& t) {
    stream(t.allotted, t.purchased, t.refunded, t.adjusted, t.consumed, t.expired, t.forfeited, t.zeroed, t.unfunded, t.repeat,
           t.unmatched, t.over_limit, t.outside, t.lapsed, t.sends, t.free_sends, t.replies, t.bounces);
}

/// Where it may be as in the message before, a flag says whether it is.
template <class Stream, class Value>
void archive_changed(Stream& stream, bool changed, Value& value, const std::remove_const_t<Value>& before) {
    if (changed)
        stream_delta(stream, value, before);
    else if constexpr (Stream::reads)
        value = before;
}

/// By how much it differs from the one before it: messages of one account are much alike. `expires` is that of the last
/// credit that was spent so far: between two messages that drew on one lot there may be some that drew on none.
template <class Stream, class AMessage>
void archive_message(Stream& stream, AMessage& m, const Message& before, Instant& expires) {
    enum : unsigned { state_mask = 3, funded = 4, other_seat = 8, other_window = 16, other_expiry = 32, has_thread = 64 };
    static_assert(static_cast<unsigned>(Message::State::dropped) <= state_mask, "the states of what is saved fit two bits");

    Duration window = m.until - m.sent_at;
    const Duration window_before = before.until - before.sent_at;
    std::string thread{m.thread.view()};
    std::uint8_t flags = 0;
    if constexpr (!Stream::reads) {
        ensure(m.state <= Message::State::dropped, "what is answered or erased is not saved");
        ensure(m.funded || m.credit_expires == Message::never, "what drew on no credit has none that expires");
        flags = static_cast<std::uint8_t>(
            static_cast<unsigned>(m.state) | (m.funded ? funded : 0U) | (m.seat != before.seat ? other_seat : 0U) |
            (window != window_before ? other_window : 0U) | (m.funded && m.credit_expires != expires ? other_expiry : 0U) |
            (thread.empty() ? 0U : has_thread));
    }
    stream(flags);
    if constexpr (Stream::reads) {
        m.state = static_cast<Message::State>(flags & state_mask);
        ensure(m.state <= Message::State::dropped, "a message of a checkpoint is open");
        m.funded = (flags & funded) != 0;
    }
    stream_delta(stream, m.prospect, before.prospect);
    stream_delta(stream, m.event, before.event);
    stream_delta(stream, m.sent_at, before.sent_at);
    archive_changed(stream, (flags & other_seat) != 0, m.seat, before.seat);
    archive_changed(stream, (flags & other_window) != 0, window, window_before);
    if (m.funded) {
        archive_changed(stream, (flags & other_expiry) != 0, m.credit_expires, expires);
        expires = m.credit_expires;
    }
    if ((flags & has_thread) != 0) stream(thread);
    if constexpr (Stream::reads) {
        m.until = m.sent_at + window;
        m.thread = Thread(thread);
    }
}

}  // namespace

template <class Stream, class AnAccount>
void Account::stream_fields(Stream& stream, AnAccount& a) {
    stream_optional(stream, a.stint_, [&](auto& stint) {
        stream(stint.started, stint.next_k, stint.next_refresh);
        stream_enum(stream, stint.refresh);
    });
    stream(a.plan_, a.rulebook_);
    stream_all(stream, a.lots_, [&](auto& lot) { archive_lot(stream, lot); });
    archive_totals(stream, a.totals_);
    // What the last refresh did is asked for at its own instant alone, which is past.
    stream(a.members_, a.most_members_, a.expired_since_refresh_);

    std::vector<std::pair<SeatId, std::int64_t>> sends(a.sends_since_refresh_.begin(), a.sends_since_refresh_.end());
    std::sort(sends.begin(), sends.end());
    stream_all(stream, sends, [&](auto& sent) { stream(sent.first, sent.second); });
    if constexpr (Stream::reads) a.sends_since_refresh_ = {sends.begin(), sends.end()};
}

void Account::save(StateWriter& stream) const {
    stream_fields(stream, *this);
    std::vector<std::pair<Outbox::Number, const Message*>> open;
    for (const Window& window : windows_) {
        const Message& message = message_of(window);
        if (message.state != Message::State::answered) open.emplace_back(window.number, &message);
    }
    const auto as_sent = [](const auto& a, const auto& b) {
        return std::tie(a.second->sent_at, a.second->seat, a.first) < std::tie(b.second->sent_at, b.second->seat, b.first);
    };
    // They stand as their windows end, which mostly is the order in which they were sent.
    if (!std::is_sorted(open.begin(), open.end(), as_sent)) std::sort(open.begin(), open.end(), as_sent);
    const Message none;
    const Message* before = &none;
    Instant expires = none.credit_expires;
    stream_all(stream, open, [&](const auto& numbered) {
        archive_message(stream, *numbered.second, *before, expires);
        before = numbered.second;
    });
}

void Account::load(StateReader& stream, std::vector<Message>& open) {
    stream_fields(stream, *this);
    look_up_rows();
    available_ = no_credits;
    for (const Lot& lot : lots_) available_ += lot.remaining;
    ensure(totals_.balance() == available_, "a checkpoint conserves credits (RULES section 6)");
    const Message none;
    Instant expires = none.credit_expires;
    stream_all(stream, open,
               [&](Message& message) { archive_message(stream, message, open.size() > 1 ? *(&message - 1) : none, expires); });
    for (Message& message : open) {
        ensure(id_.is_pool() || message.seat == id_.seat(), "a seat's own account holds its own messages");
        message.pool = id_.pool();
    }
}

void Account::reopen(Message message) {
    if (message.state == Message::State::pending) ++pending_;
    watch(std::move(message));
}

}  // namespace inmail
