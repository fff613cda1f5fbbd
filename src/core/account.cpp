#include "account.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail {
namespace {

constexpr Duration one_ms{1};

}  // namespace

bool draws_before(const LotId& a, const LotId& b) {
    const auto key = [](const LotId& lot) {
        return std::make_tuple(lot.expires_at.value_or(last_instant + one_ms), lot.source, lot.granted_at);
    };
    return key(a) < key(b);
}

// --- the calendar -------------------------------------------------------------------------------------------------------

Account::CalendarStep Account::next_due() const {
    CalendarStep due{Instant{std::numeric_limits<std::int64_t>::max()}, FoldStep::pool_cancel, CalendarStep::What::nothing};
    const auto consider = [&due](Instant at, FoldStep step, CalendarStep::What what) {
        if (std::tie(at, step) < std::tie(due.at, due.step)) due = {at, step, what};
    };
    if (!lots_.empty() && lots_.front().expires_at)
        consider(*lots_.front().expires_at, FoldStep::expiry, CalendarStep::What::expiry);
    if (!windows_.empty()) consider(windows_.front().until + one_ms, FoldStep::expiry, CalendarStep::What::lapse);
    if (stint_) consider(stint_->next_refresh, FoldStep::refresh, CalendarStep::What::refresh);
    return due;
}

void Account::advance(Instant t, FoldStep step) {
    for (CalendarStep due = next_due(); std::tie(due.at, due.step) < std::tie(t, step); due = next_due()) {
        switch (due.what) {
            case CalendarStep::What::nothing:
                return;
            case CalendarStep::What::expiry:
                expire_first(due.at);
                break;
            case CalendarStep::What::lapse:
                end_first_window(due.at);
                break;
            case CalendarStep::What::refresh:
                refresh({due.at, {}, {}}, stint_->next_k);
                break;
        }
    }
}

void Account::expire_first(Instant t) {
    const Lot gone = draw(lots_.front().remaining);
    expired_since_refresh_ += gone.remaining;
    post(Posting::Kind::expired, {t, {}, {}}, gone.remaining, gone);
}

// --- stints and refreshes -----------------------------------------------------------------------------------------------

bool Account::runs(PlanId plan, RulebookId rulebook) const { return active() && plan_ == plan && rulebook_ == rulebook; }

void Account::start_stint(const PostingCause& cause, PlanId plan, RulebookId rulebook, bool other_rulebook,
                          SharedPlanPrice price) {
    zero(cause);
    const PlanId ended_plan = active() ? plan_ : PlanId{};
    plan_ = plan;
    rulebook_ = rulebook;
    price_ = std::move(price);
    look_up_rows();
    stint_ = Stint{cause.at, terms(cause.at).refresh, 0, cause.at};
    Posting started;
    started.kind = Posting::Kind::stint_started;
    started.amount = no_credits;
    started.other_rulebook = other_rulebook;
    started.ended_plan = ended_plan;
    post(started, cause);
    refresh(cause, 0);
}

void Account::end_stint(const PostingCause& cause) {
    zero(cause);
    stint_.reset();
    last_refresh_.reset();
    post(Posting::Kind::cancelled, cause, no_credits);
}

void Account::zero(const PostingCause& cause) {
    while (!lots_.empty()) {
        const Lot gone = draw(lots_.front().remaining);
        post(Posting::Kind::zeroed, cause, gone.remaining, gone);
    }
    drop_pending(cause);
}

void Account::refresh(const PostingCause& cause, int k) {
    const Terms& now = terms(cause.at);
    const int seats = id_.is_pool() ? members_counted_by(k, cause.at) : 1;
    Posting::Refresh r;
    r.k = k;
    r.held = available_;
    r.allowance = now.allowance * seats;
    r.cap = now.cap * seats;
    r.granted = r.allowance;
    // Without members nothing is allotted and nothing forfeited, whatever the cap rule (RULES section 5).
    if (seats > 0 && now.cap_rule == CapRule::stop) {
        r.granted = std::clamp(r.cap - r.held, no_credits, r.allowance);
        r.forfeited = r.allowance - r.granted;
        if (r.forfeited > no_credits) post(Posting::Kind::withheld, cause, r.forfeited);
    } else if (seats > 0) {
        r.forfeited = std::clamp(r.held + r.allowance - r.cap, no_credits, r.held);
        forfeit_from_lots(cause, r.forfeited);
    }
    grant(cause, k, r.granted);
    const CloseFigures figures{r.allowance, r.granted, r.forfeited, expired_since_refresh_, available_};
    last_refresh_ = LastRefresh{cause.at, figures};
    expired_since_refresh_ = no_credits;
    if (id_.is_pool()) most_members_ = seats;
    sends_since_refresh_.clear();
    schedule_refresh(k + 1);

    explain(cause, r, &figures);
}

/// Refresh 0 counts who is a member at its place, any other refresh who is one at the end of its instant (RULES section 5).
int Account::members_counted_by(int k, Instant t) const {
    return k == 0 ? members_ : members_ - fold_->departures.still_to_leave(id_.pool(), t);
}

void Account::grant(const PostingCause& cause, int k, Credits amount) {
    if (amount == no_credits) return;
    const Terms& now = terms(cause.at);
    Posting granted;
    granted.kind = Posting::Kind::granted;
    granted.amount = amount;
    granted.lot = {LotSource::monthly, cause.at, expiry(cause.at, now.expiry_days)};
    if (now.expiry_refreshes) {
        granted.expires_at_refresh = k + *now.expiry_refreshes;
        granted.lot.expires_at = stint_->refresh_at(*granted.expires_at_refresh);
    }
    put(granted.lot, amount);
    post(granted, cause);
}

void Account::explain(const PostingCause& cause, const Posting::Refresh& refresh, const CloseFigures* figures) {
    Posting posting;
    posting.kind = Posting::Kind::refreshed;
    posting.amount = refresh.granted;
    posting.refresh = &refresh;
    posting.now = figures;
    post(posting, cause);
}

void Account::forfeit_from_lots(const PostingCause& cause, Credits amount) {
    while (amount > no_credits) {
        const Lot gone = draw(amount);
        amount -= gone.remaining;
        post(Posting::Kind::trimmed, cause, gone.remaining, gone);
    }
}

Instant Account::Stint::refresh_at(int k) const {
    const Day start = day_of(started);
    return refresh == RefreshRule::calendar ? start_of(month_of(start) + k) : start_of(add_months_clamped(start, k));
}

void Account::schedule_refresh(int k) {
    stint_->next_k = k;
    stint_->next_refresh = stint_->refresh_at(k);
}

// --- memberships (RULES section 5) --------------------------------------------------------------------------------------

void Account::join(const PostingCause& cause) {
    ++members_;
    post(Posting::Kind::joined, cause, no_credits);
}

void Account::settle_joins(const PostingCause& last_join) {
    const bool counted_by_refresh_now = stint_->next_refresh == last_join.at;
    const int at_the_end = members_ - fold_->departures.still_to_leave(id_.pool(), last_join.at);
    if (at_the_end <= most_members_ || counted_by_refresh_now) return;
    const Terms& now = terms(last_join.at);
    Posting::Refresh r;
    r.join = true;
    r.held = available_;
    r.allowance = now.allowance * (at_the_end - most_members_);
    r.cap = now.cap * at_the_end;
    r.granted = r.allowance;
    most_members_ = at_the_end;
    grant(last_join, stint_->next_k - 1, r.granted);
    explain(last_join, r, nullptr);
}

void Account::leave(const PostingCause& cause) {
    ensure(members_ > 0, "a seat that leaves a pool was a member");
    --members_;
    post(Posting::Kind::left, cause, no_credits);
}

// --- another person (RULES section 4, reassign) -------------------------------------------------------------------------

void Account::hand_over(const PostingCause& cause, SeatId to, const Totals& counted) {
    ensure(!id_.is_pool(), "a seat's own account is handed over");
    formerly_.push_back({id_.seat(), cause.at});
    id_ = AccountId::of(to);
    totals_ += counted;
    note_reassigned(cause, to);
}

void Account::note_reassigned(const PostingCause& cause, SeatId to) {
    Posting reassigned;
    reassigned.kind = Posting::Kind::reassigned;
    reassigned.amount = no_credits;
    reassigned.to = to;
    post(reassigned, cause);
}

void Account::rename_sender(SeatId from, SeatId to) {
    for (Window& window : windows_) {
        if (window.seat == from) window.seat = to;
    }
    const auto sent = sends_since_refresh_.find(from);
    if (sent == sends_since_refresh_.end()) return;
    sends_since_refresh_[to] += sent->second;
    sends_since_refresh_.erase(from);
}

std::int64_t Account::sends_since_refresh(SeatId seat) const {
    const auto it = sends_since_refresh_.find(seat);
    return it == sends_since_refresh_.end() ? 0 : it->second;
}

// --- purchases, adjustments, observations, closes -----------------------------------------------------------------------

void Account::purchase(const PostingCause& cause, Credits amount) {
    const Terms& now = terms(cause.at);
    if (!now.purchasable) post(Posting::Kind::not_purchasable, cause, amount);
    const LotId lot{LotSource::purchase, cause.at, expiry(cause.at, now.purchase_expiry_days)};
    put(lot, amount);
    post(Posting::Kind::purchased, cause, amount, lot);
}

void Account::adjust(const PostingCause& cause, Credits amount) {
    if (amount > no_credits) {
        const LotId lot{LotSource::adjustment, cause.at, expiry(cause.at, terms(cause.at).expiry_days)};
        put(lot, amount);
        post(Posting::Kind::adjusted_up, cause, amount, lot);
        return;
    }
    Credits wanted = -amount;
    while (wanted > no_credits && !lots_.empty()) {
        const Lot gone = draw(wanted);
        wanted -= gone.remaining;
        post(Posting::Kind::adjusted_down, cause, gone.remaining, gone);
    }
    if (wanted > no_credits) post(Posting::Kind::unfunded, cause, wanted);
}

void Account::observe(const PostingCause& cause, Credits shown) { post(Posting::Kind::observed, cause, shown); }

void Account::close(const PostingCause& cause, const CloseFigures& stored) {
    Posting closed;
    closed.kind = Posting::Kind::closed;
    closed.close = &stored;
    if (last_refresh_ && last_refresh_->at == cause.at) closed.now = &last_refresh_->figures;
    post(closed, cause);
}

void Account::change_price(const PostingCause& cause, SharedPlanPrice price) {
    Posting outside;
    outside.kind = Posting::Kind::outside;
    outside.changes_price = true;
    post(outside, cause);
    price_ = std::move(price);
}

void Account::note(const PostingCause& cause, Posting::Kind anomaly) { post(anomaly, cause, Credits{1}); }

// --- lots and postings --------------------------------------------------------------------------------------------------

std::optional<Instant> Account::expiry(Instant granted_at, std::optional<int> expiry_days) {
    if (!expiry_days) return std::nullopt;
    return granted_at + days(*expiry_days);
}

void Account::put(const LotId& lot, Credits amount) {
    ensure(amount > no_credits, "a lot is never empty");
    available_ += amount;
    const auto place = std::lower_bound(lots_.begin(), lots_.end(), lot, draws_before);
    if (place != lots_.end() && *place == lot) {
        place->remaining += amount;
    } else {
        Lot fresh;
        static_cast<LotId&>(fresh) = lot;
        fresh.remaining = amount;
        lots_.insert(place, fresh);
    }
}

Lot Account::draw(Credits amount) {
    ensure(!lots_.empty() && amount > no_credits, "credits are drawn from a lot that holds some");
    Lot& first = lots_.front();
    Lot drawn = first;
    drawn.remaining = std::min(first.remaining, amount);
    first.remaining -= drawn.remaining;
    available_ -= drawn.remaining;
    if (first.remaining == no_credits) lots_.erase(lots_.begin());
    return drawn;
}

void Account::post(Posting::Kind kind, const PostingCause& cause, Credits amount, const LotId& lot) {
    if (!fold_->wanted.has(kind)) return count(kind, amount);
    Posting posting;
    posting.kind = kind;
    posting.amount = amount;
    posting.lot = lot;
    post(posting, cause);
}

void Account::count(Posting::Kind kind, Credits amount) {
    totals_.add(kind, amount);
    ensure(available_ >= no_credits, "no account holds less than nothing");
    ensure(totals_.balance() == available_, "credits are conserved (RULES section 6)");
}

void Account::post(Posting& posting, const PostingCause& cause) {
    count(posting.kind, posting.amount);
    if (!fold_->wanted.has(posting.kind)) return;
    posting.account = id_;
    posting.at = cause.at;
    posting.cause = cause.event;
    posting.event = cause.full;
    posting.seat = cause.seat;
    posting.held = available_;
    if (active()) {
        posting.terms = &terms(cause.at);
        posting.price = price_;
    }
    fold_->observer->on(posting);
}

// --- reading ------------------------------------------------------------------------------------------------------------

AccountState Account::state(Instant now) const {
    AccountState s;
    s.account = id_;
    s.begun = begun_;
    s.formerly = formerly_;
    s.active = active();
    s.had_stint = !is_none(plan_);
    s.plan = plan_;
    s.rulebook = rulebook_;
    s.price = price_;
    if (active()) {
        s.terms = &terms(now);
        s.stint_since = stint_->started;
        s.next_refresh = stint_->next_refresh;
    }
    s.available = available_;
    s.members = members_;
    s.pending = pending_;
    s.totals = totals_;
    return s;
}

}  // namespace inmail
