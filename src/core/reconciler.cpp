#include "inmail/core/reconciler.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "account.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/id_map.hpp"
#include "outbox.hpp"

namespace inmail {

/// Routes each event to the account it concerns: memberships, teams and limits are kept here, credits in Account.
class Reconciler::Impl {
  public:
    Impl(const Rulebooks& rulebooks, RulebookId default_rulebook, Observer* observer)
        : fold_{rulebooks, observer}, default_rulebook_(default_rulebook) {}

    Impl(const Impl& original, Observer* observer)
        : fold_{original.fold_.rulebooks, observer, original.fold_.outboxes},
          default_rulebook_(original.default_rulebook_),
          pool_accounts_(copied(original.pool_accounts_)),
          seat_accounts_(copied(original.seat_accounts_)),
          pool_left_by_change_at_(original.pool_left_by_change_at_),
          seats_(original.seats_),
          last_at_(original.last_at_) {}

    void apply(const Event& event) {
        const FoldStep step = fold_step_of(event);
        ensure(std::tie(last_at_, last_step_) <= std::tie(event.at, step), "events come in the order of the fold");
        last_at_ = event.at;
        last_step_ = step;
        const Cause cause{event.at, event.id, event.seat};
        std::visit([&](const auto& payload) { on(event, cause, payload); }, event.payload);
    }

    void apply(const std::vector<const Event*>& events, const std::vector<std::size_t>& group_ends) {
        const auto begin = std::make_tuple(last_at_, last_step_);
        auto end = begin;
        std::size_t next = 0;
        for (const std::size_t group_end : group_ends) {
            std::tie(last_at_, last_step_) = begin;
            for (; next < group_end; ++next) apply(*events[next]);
            end = std::max(end, std::make_tuple(last_at_, last_step_));
        }
        ensure(next == events.size(), "every event stands in a account");
        std::tie(last_at_, last_step_) = end;
    }

    void advance_to(Instant t) {
        ensure(last_at_ <= t, "time does not go back");
        last_at_ = t;
        last_step_ = FoldStep::pool_cancel;
        // Past every step of `t` itself: the first step of the next millisecond.
        const Instant end = t + Duration{1};
        for_each_account([end](Account& account) { account.advance(end, FoldStep::expiry); });
    }

    [[nodiscard]] std::vector<AccountState> accounts() {
        std::vector<AccountState> states;
        for_each_account([&](const Account& account) { states.push_back(account.state(last_at_)); });
        return states;
    }
    [[nodiscard]] const Account* find(AccountId id) const {
        const auto* known = id.is_pool() ? pool_accounts_.find(id.pool()) : seat_accounts_.find(id.seat());
        return known == nullptr ? nullptr : known->get();
    }
    [[nodiscard]] Instant now() const { return last_at_; }

    struct Seat {
        PoolId pool;
        Instant member_since;  ///< of that pool
        std::string team;
        std::string name;
        std::optional<Credits> limit;
        std::optional<Instant> left_by_change_at;  ///< when a subscribe or switch last ended a stint or membership of it
    };
    [[nodiscard]] std::vector<Member> members(PoolId id) const {
        std::vector<Member> members;
        seats_.for_each([&](SeatId seat, const Seat& known) {
            if (!is_none(id) && known.pool == id) members.push_back({seat, known.member_since});
        });
        return members;
    }
    [[nodiscard]] const Seat* find_seat(SeatId id) const { return seats_.find(id); }

    [[nodiscard]] std::string save(AccountId subject) const {
        StateWriter stream;
        if (!subject.is_pool()) {
            const Seat* known = find_seat(subject.seat());
            archive_seat(stream, known == nullptr ? Seat{} : *known);
        }
        const Account* account = find(subject);
        stream(account != nullptr);
        if (account != nullptr) account->save(stream);
        return stream.take();
    }

    void resume(Instant at, const std::vector<AccountCheckpoint>& accounts) {
        ensure(pool_accounts_.empty() && seats_.empty(), "only a new fold takes up where another stood");
        // One account's messages stand in their order already; those of a seat that has sent from several are merged.
        std::vector<Message> merged;
        std::unordered_set<SeatId> merges;
        std::vector<Message> open;
        for (const AccountCheckpoint& account : accounts) {
            if (!account.subject.is_pool()) continue;
            load(account, open);
            for (Message& m : open) {
                merges.insert(m.seat);
                merged.push_back(std::move(m));
            }
        }
        for (const AccountCheckpoint& account : accounts) {
            if (account.subject.is_pool()) continue;
            load(account, open);
            for (Message& m : open) {
                if (merges.count(m.seat) != 0)
                    merged.push_back(std::move(m));
                else
                    reopen(std::move(m));
            }
        }
        seats_.for_each([this](SeatId, const Seat& known) {
            ensure(is_none(known.pool) || find(AccountId::of(known.pool)) != nullptr,
                   "a member's pool has a checkpoint beside its own");
        });
        // At one instant a seat has but one account.
        std::stable_sort(merged.begin(), merged.end(), [](const Message& a, const Message& b) { return a.sent_at < b.sent_at; });
        for (Message& message : merged) {
            ensure(find_seat(message.seat) != nullptr, "a message of a checkpoint is of a seat that has one");
            reopen(std::move(message));
        }
        last_at_ = at;
        last_step_ = FoldStep::pool_cancel;
    }

  private:
    /// Its messages go into `open`, in place of what was there.
    void load(const AccountCheckpoint& account, std::vector<Message>& open) {
        open.clear();
        StateReader stream(account.state);
        if (!account.subject.is_pool()) {
            Seat known;
            archive_seat(stream, known);
            seat(account.subject.seat()) = std::move(known);
        }
        bool has_account = false;
        stream(has_account);
        if (has_account) make_room(account.subject).load(stream, open);
        ensure(stream.at_end(), "a checkpoint ends where it should");
    }

    void reopen(Message message) {
        Account& account = make_room(message.account());
        account.reopen(std::move(message));
    }

    /// When it last left something by a change is asked for at that very instant alone, which is past.
    template <class Stream, class ASeat>
    static void archive_seat(Stream& stream, ASeat&& seat) {
        stream(seat.pool, seat.member_since, seat.team, seat.name, seat.limit);
    }

    // --- plans and memberships (RULES sections 4 and 5) ---

    void on(const Event& event, const Cause& cause, const Event::Subscribe& change) { change_plan(event, cause, change); }
    void on(const Event& event, const Cause& cause, const Event::Switch& change) { change_plan(event, cause, change); }

    void change_plan(const Event& event, const Cause& cause, const Event::PlanChange& change) {
        if (is_none(event.seat)) return open_pool(event.pool, cause, change);
        if (is_none(event.pool)) return start_own_plan(event.seat, cause, change);
        join(event.seat, event.pool, cause, change);
    }

    void open_pool(PoolId id, const Cause& cause, const Event::PlanChange& change) {
        Account& pool = account(AccountId::of(id), cause.at, FoldStep::pool_plan);
        if (start_stint(pool, cause, change)) pool_left_by_change_at_[id] = cause.at;
    }

    void start_own_plan(SeatId id, const Cause& cause, const Event::PlanChange& change) {
        name(seat(id), change.team, change.name);
        const bool left_pool = leave_pool(id, cause);
        Account& own = account(AccountId::of(id), cause.at, FoldStep::seat_plan);
        if (start_stint(own, cause, change) || left_pool) seat(id).left_by_change_at = cause.at;
    }

    /// Starts the stint that a subscribe or switch asks for; says whether it ended another by that.
    bool start_stint(Account& account, const Cause& cause, const Event::PlanChange& change) {
        const bool was_active = account.active();
        RulebookId wanted = change.rulebook;
        if (is_none(wanted)) wanted = was_active ? account.rulebook() : default_rulebook_;
        const RulebookId rulebook = fold_.rulebooks.resolve(wanted, default_rulebook_, change.plan);
        if (account.runs(change.plan, rulebook)) {
            account.note(cause, Posting::Kind::outside);
            return false;
        }
        account.start_stint(cause, change.plan, rulebook, rulebook != wanted);
        return was_active;
    }

    void join(SeatId id, PoolId pool_id, const Cause& cause, const Event::PlanChange& change) {
        Account& pool = account(AccountId::of(pool_id), cause.at, FoldStep::seat_plan);
        if (!pool.active() || seat(id).pool == pool_id) return pool.note(cause, Posting::Kind::outside);
        name(seat(id), change.team, change.name);
        bool left = leave_pool(id, cause);
        Account* own = existing(AccountId::of(id), cause.at, FoldStep::seat_plan);
        if (own != nullptr && own->active()) {
            own->end_stint(cause);
            left = true;
        }
        if (left) seat(id).left_by_change_at = cause.at;
        seat(id).pool = pool_id;
        seat(id).member_since = cause.at;
        pool.join(cause);
    }

    /// Says whether the seat was a member of a pool.
    bool leave_pool(SeatId id, const Cause& cause) {
        const PoolId pool = seat(id).pool;
        if (is_none(pool)) return false;
        forget_pool(seat(id));
        account(AccountId::of(pool), cause.at, step_of_now()).leave(cause);
        return true;
    }

    void on(const Event& event, const Cause& cause, const Event::Cancel&) {
        if (is_none(event.seat)) return cancel_pool(event.pool, cause);
        // Told twice: the change that ended it says all (RULES section 4, cancel).
        if (seat(event.seat).left_by_change_at == cause.at) return;
        if (leave_pool(event.seat, cause)) return;
        end_or_outside(account(AccountId::of(event.seat), cause.at, FoldStep::seat_cancel), cause);
    }

    void cancel_pool(PoolId id, const Cause& cause) {
        Account& pool = account(AccountId::of(id), cause.at, FoldStep::pool_cancel);
        if (const Instant* left = pool_left_by_change_at_.find(id); left != nullptr && *left == cause.at) return;
        seats_.for_each([&](SeatId member, Seat& known) {
            if (is_none(known.pool) || known.pool != id) return;
            forget_pool(known);
            pool.leave({cause.at, cause.event, member});
        });
        end_or_outside(pool, cause);
    }

    static void forget_pool(Seat& seat) {
        seat.pool = {};
        seat.member_since = {};
    }

    static void end_or_outside(Account& account, const Cause& cause) {
        if (account.active())
            account.end_stint(cause);
        else
            account.note(cause, Posting::Kind::outside);
    }

    // --- what concerns the seat, not a balance ---

    void on(const Event& event, const Cause&, const Event::Assign& assign) { name(seat(event.seat), assign.team, assign.name); }
    void on(const Event& event, const Cause&, const Event::Limit& limit) { seat(event.seat).limit = limit.paid_sends; }

    static void name(Seat& seat, const std::string& team, const std::string& display_name) {
        if (!team.empty()) seat.team = team;
        if (!display_name.empty()) seat.name = display_name;
    }

    // --- messages and answers ---

    void on(const Event& event, const Cause& cause, const Event::Send& send) {
        Account* account = active_account_of(event, cause);
        if (account == nullptr) return;
        if (send.channel != Channel::inmail) return account->send_free(cause, send);
        const bool repeat = fold_.outboxes[event.seat].latest(send.prospect, [&](const Message& m) {
            return m.open_at(Message::State::pending, cause.at);
        }) != Outbox::none;
        account->send(cause, send, seat(event.seat).limit, repeat);
    }

    void on(const Event& event, const Cause& cause, const Event::Reply& reply) {
        if (refund(event, cause, reply.prospect, reply.thread, true)) return;
        Outbox& outbox = fold_.outboxes[event.seat];
        const Outbox::Number number = outbox.latest(reply.prospect, [&](const Message& m) {
            return m.open_at(Message::State::free, cause.at) || m.open_at(Message::State::dropped, cause.at);
        });
        if (number == Outbox::none) return unmatched(event, cause);
        Message& answered = outbox[number];
        account(answered.account(), cause.at, FoldStep::reply).reply_without_refund(cause, answered);
    }

    void on(const Event& event, const Cause& cause, const Event::Bounce& bounce) {
        if (!refund(event, cause, bounce.prospect, bounce.thread, false)) unmatched(event, cause);
    }

    /// Gives the credit of the pending InMail that is answered back; says whether there was one.
    bool refund(const Event& event, const Cause& cause, ProspectId prospect, const std::string& thread, bool is_reply) {
        const auto pending = [&](const Message& m) { return m.open_at(Message::State::pending, cause.at); };
        Outbox& outbox = fold_.outboxes[event.seat];
        Outbox::Number number = Outbox::none;
        if (!thread.empty()) {
            number = outbox.latest(prospect, [&](const Message& m) { return pending(m) && m.thread.view() == thread; });
        }
        if (number == Outbox::none) number = outbox.latest(prospect, pending);
        if (number == Outbox::none) return false;
        Message& answered = outbox[number];
        account(answered.account(), cause.at, FoldStep::reply).refund(cause, answered, is_reply);
        return true;
    }

    void unmatched(const Event& event, const Cause& cause) {
        if (Account* account = active_account_of(event, cause)) account->note(cause, Posting::Kind::unmatched);
    }

    // --- credits that come and go otherwise ---

    void on(const Event& event, const Cause& cause, const Event::Purchase& purchase) {
        if (Account* account = active_account_of(event, cause)) account->purchase(cause, purchase.amount);
    }
    void on(const Event& event, const Cause& cause, const Event::Adjust& adjust) {
        if (Account* account = active_account_of(event, cause)) account->adjust(cause, adjust.amount);
    }
    void on(const Event& event, const Cause& cause, const Event::Observe& observe) {
        if (Account* account = active_account_of(event, cause)) account->observe(cause, observe.shown);
    }
    /// A close names its account, whatever the seat is a member of now (RULES section 4, rollover).
    void on(const Event& event, const Cause& cause, const Event::Rollover& rollover) {
        const AccountId id = is_none(event.seat) ? AccountId::of(event.pool) : AccountId::of(event.seat);
        account(id, cause.at, FoldStep::observe).close(cause, rollover.figures);
    }
    void on(const Event&, const Cause&, const Event::Void&) { throw Defect("voids are settled before the fold"); }

    // --- accounts ---

    /// The account the event concerns, at the event's instant and step; null, and counted `outside`, where it is not active.
    Account* active_account_of(const Event& event, const Cause& cause) {
        AccountId id = AccountId::of(event.pool);
        if (!is_none(event.seat)) {
            const PoolId pool = seat(event.seat).pool;
            id = is_none(pool) ? AccountId::of(event.seat) : AccountId::of(pool);
        }
        Account& found = account(id, cause.at, step_of_now());
        if (found.active()) return &found;
        found.note(cause, Posting::Kind::outside);
        return nullptr;
    }

    template <class Id>
    using Accounts = IdMap<Id, std::unique_ptr<Account>>;

    template <class Id>
    Accounts<Id> copied(const Accounts<Id>& originals) {
        Accounts<Id> copies;
        originals.for_each([&](Id id, const auto& original) { copies[id] = std::make_unique<Account>(*original, fold_); });
        return copies;
    }

    /// The account with its calendar brought up to (t, step).
    Account& account(AccountId id, Instant t, FoldStep step) {
        Account& account = make_room(id);
        account.advance(t, step);
        return account;
    }

    Account& make_room(AccountId id) {
        auto& place = id.is_pool() ? pool_accounts_[id.pool()] : seat_accounts_[id.seat()];
        if (!place) place = std::make_unique<Account>(id, fold_);
        return *place;
    }

    Account* existing(AccountId id, Instant t, FoldStep step) { return find(id) == nullptr ? nullptr : &account(id, t, step); }

    template <class F>
    void for_each_account(F&& f) {
        pool_accounts_.for_each([&](PoolId, const auto& pool) { f(*pool); });
        seat_accounts_.for_each([&](SeatId, const auto& own) { f(*own); });
    }

    Seat& seat(SeatId id) {
        ensure(!is_none(id), "an event of a seat names it");
        return seats_[id];
    }

    [[nodiscard]] FoldStep step_of_now() const { return last_step_; }

    Fold fold_;
    RulebookId default_rulebook_;

    Accounts<PoolId> pool_accounts_;
    Accounts<SeatId> seat_accounts_;
    IdMap<PoolId, Instant> pool_left_by_change_at_;
    IdMap<SeatId, Seat> seats_;
    Instant last_at_;
    FoldStep last_step_{FoldStep::expiry};
};

Reconciler::Reconciler(const Rulebooks& rulebooks, RulebookId default_rulebook, Observer* observer)
    : impl_(std::make_unique<Impl>(rulebooks, default_rulebook, observer)) {}
Reconciler::~Reconciler() = default;
Reconciler::Reconciler(Reconciler&&) noexcept = default;
Reconciler& Reconciler::operator=(Reconciler&&) noexcept = default;

Reconciler::Reconciler(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reconciler Reconciler::fork(Observer* observer) const { return Reconciler(std::make_unique<Impl>(*impl_, observer)); }

void Reconciler::apply(const Event& event) { impl_->apply(event); }
void Reconciler::apply(const std::vector<const Event*>& events, const std::vector<std::size_t>& group_ends) {
    impl_->apply(events, group_ends);
}
void Reconciler::advance_to(Instant t) { impl_->advance_to(t); }
std::string Reconciler::checkpoint(AccountId subject) const { return impl_->save(subject); }
void Reconciler::resume(Instant at, const std::vector<AccountCheckpoint>& accounts) { impl_->resume(at, accounts); }
std::vector<AccountState> Reconciler::accounts() const { return impl_->accounts(); }

std::optional<AccountState> Reconciler::account(AccountId id) const {
    const Account* found = impl_->find(id);
    if (found == nullptr) return std::nullopt;
    return found->state(impl_->now());
}

SeatState Reconciler::seat(SeatId id) const {
    const Impl::Seat* found = impl_->find_seat(id);
    if (found == nullptr) return {};
    return {found->pool, found->team, found->name, found->limit};
}

std::vector<Member> Reconciler::members(PoolId id) const { return impl_->members(id); }

AccountId Reconciler::account_of(SeatId id) const {
    const PoolId pool = seat(id).pool;
    return is_none(pool) ? AccountId::of(id) : AccountId::of(pool);
}

std::vector<PendingMail> Reconciler::pending(AccountId id) const {
    const Account* found = impl_->find(id);
    return found == nullptr ? std::vector<PendingMail>{} : found->pending();
}

std::int64_t Reconciler::sends_against_limit(SeatId id) const {
    const PoolId pool = seat(id).pool;
    const Account* found = is_none(pool) ? nullptr : impl_->find(AccountId::of(pool));
    return found == nullptr ? 0 : found->sends_since_refresh(id);
}

}  // namespace inmail
