#include "inmail/core/reconciler.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "reconciler_impl.hpp"

namespace inmail {

Reconciler::Impl::Impl(const Rulebooks& rulebooks, RulebookId default_rulebook, Observer* observer)
    : fold_{rulebooks, observer}, default_rulebook_(default_rulebook) {}

Reconciler::Impl::Impl(const Impl& original, Observer* observer)
    : fold_{original.fold_.rulebooks, observer, original.fold_.outboxes},
      default_rulebook_(original.default_rulebook_),
      pool_accounts_(copied(original.pool_accounts_)),
      seat_accounts_(copied(original.seat_accounts_)),
      pool_left_by_change_at_(original.pool_left_by_change_at_),
      seats_(original.seats_),
      last_at_(original.last_at_) {}

template <class Id>
Reconciler::Impl::Accounts<Id> Reconciler::Impl::copied(const Accounts<Id>& originals) {
    Accounts<Id> copies;
    originals.for_each([&](Id id, const auto& original) { copies[id] = std::make_unique<Account>(*original, fold_); });
    return copies;
}

// --- time goes on ---

void Reconciler::Impl::apply(const Event& event) {
    const FoldStep step = fold_step_of(event);
    ensure(std::tie(last_at_, last_step_) <= std::tie(event.at, step), "events come in the order of the fold");
    last_at_ = event.at;
    last_step_ = step;
    const Cause cause{event.at, event.id, event.seat};
    std::visit([&](const auto& payload) { on(event, cause, payload); }, event.payload);
}

void Reconciler::Impl::apply(const std::vector<const Event*>& events, const std::vector<std::size_t>& group_ends) {
    const auto begin = std::make_tuple(last_at_, last_step_);
    auto end = begin;
    std::size_t next = 0;
    for (const std::size_t group_end : group_ends) {
        std::tie(last_at_, last_step_) = begin;
        for (; next < group_end; ++next) apply(*events[next]);
        end = std::max(end, std::make_tuple(last_at_, last_step_));
    }
    ensure(next == events.size(), "every event belongs to a group");
    std::tie(last_at_, last_step_) = end;
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
    Account& account = make_room(id);
    account.advance(t, step);
    return account;
}

Account& Reconciler::Impl::make_room(AccountId id) {
    auto& known = id.is_pool() ? pool_accounts_[id.pool()] : seat_accounts_[id.seat()];
    if (!known) known = std::make_unique<Account>(id, fold_);
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
    const Seat* found = impl_->find_seat(id);
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
