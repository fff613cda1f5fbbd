// The state of an account as bytes, from which a later fold goes on.

#include <algorithm>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "account.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/invalid_state.hpp"

namespace inmail {
namespace {

/// The longest that a lot or a window can last.
constexpr Duration longest_term = days(max_term_days + 1);
/// Lots of the last instant expire no later than this.
constexpr Instant last_expiry = last_instant + longest_term;

bool is_past(Instant t, Instant at) { return first_instant <= t && t <= at; }

// A const object is written, any other is read: each list of fields serves both.

template <class Stream, class ALot>
void stream_lot(Stream& stream, ALot& lot) {
    stream_enum(stream, lot.source, LotSource::purchase);
    stream(lot.granted_at, lot.expires_at, lot.remaining);
}

template <class Stream, class SomeTotals>
void stream_totals(Stream& stream, SomeTotals& t) {
    stream(t.allotted, t.purchased, t.refunded, t.adjusted, t.consumed, t.expired, t.forfeited, t.zeroed, t.unfunded, t.repeat,
           t.unmatched, t.over_limit, t.outside, t.lapsed, t.sends, t.free_sends, t.replies, t.bounces);
}

template <class Stream>
void stream_price(Stream& stream, std::conditional_t<Stream::reads, SharedPlanPrice, const SharedPlanPrice>& price) {
    std::optional<PlanPrice> value;
    if (!Stream::reads && price) value = *price;
    stream_optional(stream, value, [&](PlanPrice& p) {
        stream(p.money.minor, p.money.currency);
        stream_enum(stream, p.billed, Billing::annual);
    });
    if constexpr (Stream::reads) price = value ? std::make_shared<const PlanPrice>(std::move(*value)) : nullptr;
}

/// A value that is mostly that of the message before: a flag says whether it changed.
template <class Stream, class Value>
void stream_changed(Stream& stream, bool changed, Value& value, const std::remove_const_t<Value>& before) {
    if (changed)
        stream_delta(stream, value, before);
    else if constexpr (Stream::reads)
        value = before;
}

/// A message by its differences from the one before it, as the messages of an account are much alike. `expires` is the expiry of
/// the last credit that was spent so far: messages that drew on no lot may stand between two that drew on the same.
template <class Stream, class AMessage>
void stream_message(Stream& stream, AMessage& m, const OpenMessage& before, Instant& expires) {
    enum : unsigned { state_mask = 3, funded = 4, other_seat = 8, other_window = 16, other_expiry = 32, has_thread = 64 };
    static_assert(static_cast<unsigned>(OpenMessage::State::dropped) <= state_mask, "the states of what is saved fit two bits");

    Duration window = m.until - m.sent_at;
    const Duration window_before = before.until - before.sent_at;
    std::string thread{m.thread.view()};
    std::uint8_t flags = 0;
    if constexpr (!Stream::reads) {
        ensure(m.state <= OpenMessage::State::dropped, "what is answered or erased is not saved");
        ensure(m.funded || m.credit_expires == OpenMessage::never, "what drew on no credit has none that expires");
        flags = static_cast<std::uint8_t>(
            static_cast<unsigned>(m.state) | (m.funded ? funded : 0U) | (m.seat != before.seat ? other_seat : 0U) |
            (window != window_before ? other_window : 0U) | (m.funded && m.credit_expires != expires ? other_expiry : 0U) |
            (thread.empty() ? 0U : has_thread));
    }
    stream(flags);
    if constexpr (Stream::reads) {
        m.state = static_cast<OpenMessage::State>(flags & state_mask);
        require(m.state <= OpenMessage::State::dropped, StateFlaw::malformed, "a message is open");
        m.funded = (flags & funded) != 0;
    }
    if (m.state == OpenMessage::State::free) stream_enum(stream, m.channel, Channel::phone);
    stream_delta(stream, m.prospect, before.prospect);
    stream_delta(stream, m.event, before.event);
    stream_delta(stream, m.sent_at, before.sent_at);
    stream_changed(stream, (flags & other_seat) != 0, m.seat, before.seat);
    stream_changed(stream, (flags & other_window) != 0, window, window_before);
    if (m.funded) {
        stream_changed(stream, (flags & other_expiry) != 0, m.credit_expires, expires);
        expires = m.credit_expires;
    }
    if ((flags & has_thread) != 0) stream(thread);
    if constexpr (Stream::reads) {
        require(is_past(m.sent_at, last_instant) && window >= Duration{0} && window <= longest_term, StateFlaw::impossible,
                "a message was sent and has a window");
        m.until = m.sent_at + window;
        m.thread = ThreadId(thread);
    }
}

}  // namespace

template <class Stream, class AnAccount>
void Account::stream_fields(Stream& stream, AnAccount& a) {
    stream_optional(stream, a.stint_, [&](auto& stint) {
        stream(stint.started, stint.next_k, stint.next_refresh);
        stream_enum(stream, stint.refresh, RefreshRule::anniversary);
    });
    stream(a.begun_);
    stream_all(stream, a.formerly_, [&](auto& handle) { stream(handle.seat, handle.until); });
    stream(a.plan_, a.rulebook_);
    stream_price(stream, a.price_);
    stream_all(stream, a.lots_, [&](auto& lot) { stream_lot(stream, lot); });
    stream_totals(stream, a.totals_);
    // Not last_refresh_: it matters only at its own instant, which is past.
    stream(a.members_, a.most_members_, a.expired_since_refresh_);

    std::vector<std::pair<SeatId, std::int64_t>> sends(a.sends_since_refresh_.begin(), a.sends_since_refresh_.end());
    std::sort(sends.begin(), sends.end());
    stream_all(stream, sends, [&](auto& sent) { stream(sent.first, sent.second); });
    if constexpr (Stream::reads) a.sends_since_refresh_ = {sends.begin(), sends.end()};
}

void Account::save(StateWriter& stream) const {
    stream_fields(stream, *this);
    std::vector<std::pair<Outbox::Number, const OpenMessage*>> open;
    for (const Window& window : windows_) {
        const OpenMessage& message = message_of(window);
        if (message.state != OpenMessage::State::ended) open.emplace_back(window.number, &message);
    }
    const auto as_sent = [](const auto& a, const auto& b) {
        return std::tie(a.second->sent_at, a.second->seat, a.first) < std::tie(b.second->sent_at, b.second->seat, b.first);
    };
    // They are sorted by the ends of their windows, which is mostly the order of sending.
    if (!std::is_sorted(open.begin(), open.end(), as_sent)) std::sort(open.begin(), open.end(), as_sent);
    const OpenMessage none;
    const OpenMessage* before = &none;
    Instant expires = none.credit_expires;
    stream_all(stream, open, [&](const auto& numbered) {
        stream_message(stream, *numbered.second, *before, expires);
        before = numbered.second;
    });
}

void Account::load(StateReader& stream, Instant at, std::vector<OpenMessage>& open) {
    stream_fields(stream, *this);
    look_up_rows();
    require_stint(at);
    take_up_lots(at);
    require_counts();
    const OpenMessage none;
    Instant expires = none.credit_expires;
    stream_all(stream, open,
               [&](OpenMessage& message) { stream_message(stream, message, open.size() > 1 ? *(&message - 1) : none, expires); });
    for (OpenMessage& message : open) message.pool = id_.pool();
    require_messages(at, open);
}

void Account::require_stint(Instant at) const {
    const bool has_plan = !is_none(plan_) && fold_->rulebooks.has(rulebook_, plan_);
    require(has_plan || (is_none(plan_) && is_none(rulebook_)), StateFlaw::contradictory, "a rulebook has the plan");
    require(is_past(begun_, at), StateFlaw::impossible, "an account began in the past");
    for (const FormerHandle& handle : formerly_)
        require(!id_.is_pool() && !is_none(handle.seat) && begun_ <= handle.until && is_past(handle.until, at),
                StateFlaw::impossible, "a handle was handed over in the past");
    require(!price_ || (price_->money.minor >= 0 && price_->money.minor <= max_price_minor && has_plan), StateFlaw::impossible,
            "a plan has a price that one may have");
    if (!active()) return;
    require(has_plan, StateFlaw::contradictory, "a stint has a plan");
    require(is_past(stint_->started, at), StateFlaw::impossible, "a stint started in the past");
    const int months = month_of(day_of(at)).value - month_of(day_of(stint_->started)).value;
    require(stint_->next_k >= 1 && stint_->next_k <= months + 1, StateFlaw::impossible, "refreshes are counted by month");
    require(stint_->next_refresh == stint_->refresh_at(stint_->next_k) && stint_->next_refresh > at, StateFlaw::impossible,
            "the next refresh is the first that lies ahead");
    require(stint_->next_k == 1 || stint_->refresh_at(stint_->next_k - 1) <= at, StateFlaw::impossible,
            "the last refresh is past");
}

/// Sets what the lots hold together.
void Account::take_up_lots(Instant at) {
    constexpr Credits most{std::int64_t{1} << 50U};
    available_ = no_credits;
    const Lot* before = nullptr;
    for (const Lot& lot : lots_) {
        require(lot.remaining > no_credits && is_past(lot.granted_at, at), StateFlaw::impossible,
                "a lot holds credits of the past");
        require(!lot.expires_at || (*lot.expires_at > at && *lot.expires_at <= last_expiry), StateFlaw::impossible,
                "a lot has not expired");
        require(before == nullptr || draws_before(*before, lot), StateFlaw::impossible, "lots stand in draw order");
        available_ += lot.remaining;
        require(available_ <= most, StateFlaw::impossible, "an account holds no more than can be counted");
        before = &lot;
    }
    require(active() || lots_.empty(), StateFlaw::contradictory, "an account that is not active holds nothing");
    require(totals_.balance() == available_, StateFlaw::contradictory, "credits are conserved (RULES section 6)");
}

void Account::require_counts() const {
    for_each_total(totals_, [](std::string_view name, std::int64_t value) {
        require(value >= 0 || name == "adjusted", StateFlaw::impossible, "totals are not negative");
    });
    require(expired_since_refresh_ >= no_credits, StateFlaw::impossible, "what expired is not negative");
    require(members_ >= 0 && members_ <= most_members_, StateFlaw::impossible, "the members are no more than they were at most");
    require(id_.is_pool() || (most_members_ == 0 && sends_since_refresh_.empty()), StateFlaw::impossible,
            "only a pool has members");
    for (const auto& [seat, sends] : sends_since_refresh_)
        require(!is_none(seat) && sends >= 1, StateFlaw::impossible, "only seats that sent are counted");
}

void Account::require_messages(Instant at, const std::vector<OpenMessage>& open) const {
    const OpenMessage* before = nullptr;
    for (const OpenMessage& message : open) {
        require(id_.is_pool() || message.seat == id_.seat(), StateFlaw::contradictory,
                "a seat's own account holds its own messages");
        require(!is_none(message.event) && message.event.value > 0 && !is_none(message.prospect), StateFlaw::impossible,
                "a message is an event to a prospect");
        require(message.sent_at <= at && message.until >= at, StateFlaw::impossible, "a window is open");
        require(message.state != OpenMessage::State::pending || active(), StateFlaw::contradictory,
                "an InMail is pending in a stint alone");
        const bool is_free = message.state == OpenMessage::State::free;
        require(!message.funded || !is_free, StateFlaw::contradictory, "a free message takes no credit");
        require(is_free == (message.channel != Channel::inmail), StateFlaw::contradictory, "only an InMail costs a credit");
        require(message.credit_expires > message.sent_at && message.credit_expires <= std::max(last_expiry, OpenMessage::never),
                StateFlaw::impossible, "a credit was spent before it expired");
        require(before == nullptr || std::tie(before->sent_at, before->seat) <= std::tie(message.sent_at, message.seat),
                StateFlaw::impossible, "messages stand in the order in which they were sent");
        before = &message;
    }
}

void Account::reopen(OpenMessage message) {
    if (message.state == OpenMessage::State::pending) ++pending_;
    watch(std::move(message));
}

}  // namespace inmail
