#include "inmail/core/reconciler.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "reconciler_impl.hpp"

namespace inmail {

namespace {

/// Another processor wrote the events, in another order, so a fold would wait for each.
constexpr std::ptrdiff_t events_fetched_ahead = 4;

void fetch(const Event& event) {
    constexpr std::size_t cache_line = 64;
    const char* bytes = reinterpret_cast<const char*>(&event);
    for (std::size_t at = 0; at < sizeof event; at += cache_line) __builtin_prefetch(bytes + at);
}

}  // namespace

std::optional<AccountId> handle_at(const AccountState& state, Instant t) {
    if (t < state.begun) return std::nullopt;
    for (const FormerHandle& handle : state.formerly) {
        if (t < handle.until) return AccountId::of(handle.seat);
    }
    return state.account;
}

Reconciler::Impl::Impl(const Rulebooks& rulebooks, RulebookId default_rulebook, Observer* observer)
    : fold_{rulebooks, observer, *this}, default_rulebook_(default_rulebook) {}

Reconciler::Impl::Impl(const Impl& original, Observer* observer, const std::vector<AccountId>& subjects, ForkedMessages messages)
    : fold_{original.fold_.rulebooks, observer, *this},
      default_rulebook_(original.default_rulebook_),
      last_at_(original.last_at_) {
    for (const AccountId subject : subjects) take_copy(original, subject, messages);
}

void Reconciler::Impl::take_copy(const Impl& original, AccountId subject, ForkedMessages messages) {
    if (const Account* account = original.find(subject)) {
        auto& copy = subject.is_pool() ? pool_accounts_[subject.pool()] : seat_accounts_[subject.seat()];
        copy = std::make_unique<Account>(*account, fold_);
        if (messages == ForkedMessages::none) copy->forget_messages();
    }
    if (subject.is_pool()) {
        const Instant* left = original.pool_left_by_change_at_.find(subject.pool());
        if (left != nullptr) pool_left_by_change_at_[subject.pool()] = *left;
        return;
    }
    if (const Seat* seat = original.find_seat(subject.seat())) seats_[subject.seat()] = *seat;
    if (messages == ForkedMessages::none) return;
    if (const Outbox* outbox = original.fold_.outboxes.find(subject.seat())) fold_.outboxes[subject.seat()] = *outbox;
}

// --- time goes on ---

void Reconciler::Impl::apply(const Event& event) {
    const FoldStep step = fold_step_of(event);
    ensure(std::tie(last_at_, last_step_) <= std::tie(event.at, step), "events come in the order of the fold");
    last_at_ = event.at;
    last_step_ = step;
    const PostingCause cause{event.at, event.id, event.seat, &event};
    std::visit([&](const auto& payload) { on(event, cause, payload); }, event.payload);
}

void Reconciler::Impl::apply(const std::vector<const Event*>& events, const std::vector<std::size_t>& group_ends) {
    const auto begin = std::make_tuple(last_at_, last_step_);
    auto end = begin;
    std::size_t next = 0;
    const auto place = [&events](std::size_t index) { return events.begin() + static_cast<std::ptrdiff_t>(index); };
    for (const std::size_t group_end : group_ends) {
        std::tie(last_at_, last_step_) = begin;
        apply(place(next), place(group_end));
        next = group_end;
        end = std::max(end, std::make_tuple(last_at_, last_step_));
    }
    ensure(next == events.size(), "every event belongs to a group");
    std::tie(last_at_, last_step_) = end;
}

void Reconciler::Impl::apply(EventPlace from, EventPlace to) {
    end_ = to;
    for (next_ = from; next_ != end_; ++next_) {
        const auto joins_are_over = [&] { return (*next_)->at != last_at_ || fold_step_of(**next_) > FoldStep::seat_plan; };
        if (!unsettled_joins_.empty() && joins_are_over()) settle_joins();
        if (end_ - next_ > events_fetched_ahead) fetch(*next_[events_fetched_ahead]);
        apply(**next_);
    }
    settle_joins();
}

void Reconciler::Impl::settle_joins() {
    for (const auto& [pool, last_join] : unsettled_joins_)
        account(AccountId::of(pool), last_join.at, FoldStep::seat_plan).settle_joins(last_join);
    unsettled_joins_.clear();
}

int Reconciler::Impl::still_to_leave(PoolId pool, Instant t) const {
    std::vector<SeatId> leaving;
    for (EventPlace later = next_; later != end_ && (*later)->at == t; ++later) {
        const Event& event = **later;
        if (event.kind() != EventKind::cancel) continue;
        if (is_none(event.seat)) {
            const Instant* changed = pool_left_by_change_at_.find(pool);
            const bool changed_already = changed != nullptr && *changed == t;
            if (event.pool == pool && !changed_already) return find(AccountId::of(pool))->members();
            continue;
        }
        const Seat* seat = seats_.find(event.seat);
        const bool leaves = seat != nullptr && seat->pool == pool && seat->left_by_change_at != t;
        if (leaves && std::find(leaving.begin(), leaving.end(), event.seat) == leaving.end()) leaving.push_back(event.seat);
    }
    return static_cast<int>(leaving.size());
}

void Reconciler::Impl::advance_to(Instant t) {
    ensure(last_at_ <= t, "time does not go back");
    last_at_ = t;
    last_step_ = FoldStep::pool_cancel;
    // Past every step of `t` itself: the first step of the next millisecond.
    const Instant end = t + Duration{1};
    for_each_account([end](Account& account) { account.advance(end, FoldStep::expiry); });
}

// --- accounts and seats ---

Account& Reconciler::Impl::account(AccountId id, Instant t, FoldStep step) {
    Account& account = make_room(id, t);
    account.advance(t, step);
    return account;
}

Account& Reconciler::Impl::make_room(AccountId id, Instant begun) {
    auto& known = id.is_pool() ? pool_accounts_[id.pool()] : seat_accounts_[id.seat()];
    if (!known) known = std::make_unique<Account>(id, begun, fold_);
    return *known;
}

Seat& Reconciler::Impl::seat(SeatId id) {
    ensure(!is_none(id), "an event of a seat names it");
    return seats_[id];
}

const Account* Reconciler::Impl::find(AccountId id) const {
    const auto* known = id.is_pool() ? pool_accounts_.find(id.pool()) : seat_accounts_.find(id.seat());
    return known == nullptr ? nullptr : known->get();
}

std::vector<AccountId> Reconciler::Impl::subjects() const {
    std::vector<AccountId> subjects;
    pool_accounts_.for_each([&](PoolId id, const auto&) { subjects.push_back(AccountId::of(id)); });
    seats_.for_each([&](SeatId id, const Seat&) { subjects.push_back(AccountId::of(id)); });
    // A close opens an account of a seat of which nothing else is known.
    seat_accounts_.for_each([&](SeatId id, const auto& account) {
        if (account && find_seat(id) == nullptr) subjects.push_back(AccountId::of(id));
    });
    return subjects;
}

std::vector<AccountState> Reconciler::Impl::accounts() const {
    std::vector<AccountState> states;
    for_each_account([&](const Account& account) { states.push_back(account.state(last_at_)); });
    return states;
}

std::vector<Member> Reconciler::Impl::members(PoolId id) const {
    std::vector<Member> members;
    seats_.for_each([&](SeatId seat, const Seat& known) {
        if (!is_none(id) && known.pool == id) members.push_back({seat, known.member_since});
    });
    return members;
}

// --- what others see ---

Reconciler::Reconciler(const Rulebooks& rulebooks, RulebookId default_rulebook, Observer* observer)
    : impl_(std::make_unique<Impl>(rulebooks, default_rulebook, observer)) {}
Reconciler::~Reconciler() = default;
Reconciler::Reconciler(Reconciler&&) noexcept = default;
Reconciler& Reconciler::operator=(Reconciler&&) noexcept = default;

Reconciler::Reconciler(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reconciler Reconciler::fork(Observer* observer, const std::vector<AccountId>& subjects, ForkedMessages messages) const {
    return Reconciler(std::make_unique<Impl>(*impl_, observer, subjects, messages));
}

void Reconciler::apply(const std::vector<const Event*>& events) { impl_->apply(events, {events.size()}); }
void Reconciler::apply(const std::vector<const Event*>& events, const std::vector<std::size_t>& group_ends) {
    impl_->apply(events, group_ends);
}
void Reconciler::advance_to(Instant t) { impl_->advance_to(t); }
std::string Reconciler::checkpoint(AccountId subject) const { return impl_->save(subject); }
void Reconciler::resume(Instant at, const std::vector<AccountCheckpoint>& accounts) { impl_->resume(at, accounts); }
std::vector<AccountId> Reconciler::subjects() const { return impl_->subjects(); }
std::vector<AccountState> Reconciler::accounts() const { return impl_->accounts(); }

std::optional<AccountState> Reconciler::account(AccountId id) const {
    const Account* found = impl_->find(id);
    if (found == nullptr) return std::nullopt;
    return found->state(impl_->now());
}

std::vector<Lot> Reconciler::lots(AccountId id) const {
    const Account* found = impl_->find(id);
    return found == nullptr ? std::vector<Lot>{} : found->lots();
}

SeatState Reconciler::seat(SeatId id) const {
    const Seat* found = impl_->find_seat(id);
    if (found == nullptr) return {};
    return {found->pool, found->team, found->name, found->limit, found->handed_over};
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
