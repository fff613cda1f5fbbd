#include "property/fold.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace reference {
namespace {

inmail::Credits credits(const Event& e) { return inmail::Credits{e.amount.value()}; }

inmail::Event::PlanChange plan_change(const Event& e, Names& plans, Names& rulebooks) {
    return {inmail::PlanId{plans.id_of(e.plan)}, inmail::RulebookId{rulebooks.id_of(e.rulebook)}, e.team, e.name, {}};
}

template <class T>
T must(std::optional<T> value, const std::string& what) {
    if (!value) throw std::logic_error("the product does not know '" + what + "'");
    return *value;
}

std::optional<Millis> millis(const std::optional<inmail::Instant>& t) {
    return t ? std::optional<Millis>(t->value) : std::nullopt;
}

/// Empty for none, which a store has no name for.
template <class Id>
std::string name_or_empty(const IdNames& names, Id id) {
    return inmail::is_none(id) ? "" : names.name_of(id);
}

std::string account_name(const IdNames& names, inmail::AccountId id) {
    return id.is_pool() ? "pool:" + names.name_of(id.pool()) : names.name_of(id.seat());
}

std::vector<PendingView> pending_in(const inmail::AccountState& account, const inmail::Reconciler& fold, const IdNames& names) {
    std::vector<PendingView> pending;
    Millis soonest = 0;
    for (const inmail::PendingMail& mail : fold.pending(account.account)) {
        if (mail.refundable_until.value < soonest) throw std::logic_error("pending is not sorted by the end of the window");
        soonest = mail.refundable_until.value;
        pending.push_back(PendingView{mail.refundable_until.value, names.key_of(mail.event), names.name_of(mail.seat),
                                      names.name_of(mail.prospect), mail.sent_at.value});
    }
    if (static_cast<std::int64_t>(pending.size()) != account.pending)
        throw std::logic_error("pending count and pending list differ");
    std::sort(pending.begin(), pending.end(), [](const PendingView& a, const PendingView& b) {
        return std::tie(a.refundable_until, a.key) < std::tie(b.refundable_until, b.key);
    });
    return pending;
}

AccountView view_of(const inmail::AccountState& account, const inmail::Reconciler& fold, const Findings& findings,
                    const IdNames& names) {
    AccountView view;
    view.active = account.active;
    view.plan = name_or_empty(names, account.plan);
    view.rulebook = name_or_empty(names, account.rulebook);
    if (account.terms) {
        view.allowance = account.terms->allowance.value;
        view.cap = account.terms->cap.value;
    }
    view.available = account.available.value;
    view.members = account.members;
    view.next_refresh = millis(account.next_refresh);
    for (const inmail::Lot& lot : fold.lots(account.account)) {
        view.lots.push_back(LotView{std::string(inmail::to_string(lot.source)), lot.granted_at.value, millis(lot.expires_at),
                                    lot.remaining.value});
    }
    view.pending = pending_in(account, fold, names);
    inmail::for_each_total(account.totals, [&](const char* name, std::int64_t value) { view.totals[name] = value; });
    view.findings = findings.of(account.account);
    return view;
}

}  // namespace

std::uint32_t Names::id_of(const std::string& name) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found != names_.end()) return static_cast<std::uint32_t>(found - names_.begin());
    names_.push_back(name);
    return static_cast<std::uint32_t>(names_.size() - 1);
}

void Findings::on(const inmail::Posting& posting) {
    inmail::Instant& last = last_[posting.account];
    if (posting.at < last) throw std::logic_error("postings of one account go back in time");
    last = posting.at;
    auto& found = by_account_[posting.account];
    switch (posting.kind) {
        case inmail::Posting::Kind::reassigned: {
            if (posting.account != inmail::AccountId::of(posting.to)) break;
            auto before = std::exchange(by_account_[inmail::AccountId::of(posting.seat)], {});
            before.insert(found.begin(), found.end());
            found = std::move(before);
            break;
        }
        case inmail::Posting::Kind::not_purchasable: {
            std::string& count = found["not_purchasable"];
            count = std::to_string((count.empty() ? 0 : std::stoll(count)) + 1);
            break;
        }
        case inmail::Posting::Kind::observed:
            found["observed"] = std::to_string((posting.amount - posting.held).value);
            break;
        case inmail::Posting::Kind::closed:
            found["closed"] = posting.now == nullptr ? "no-refresh" : inmail::to_string(*posting.now);
            break;
        default:
            break;
    }
}

const std::map<std::string, std::string>& Findings::of(inmail::AccountId account) const {
    static const std::map<std::string, std::string> none;
    const auto found = by_account_.find(account);
    return found == by_account_.end() ? none : found->second;
}

FoldInput::FoldInput(const Ledger& ledger) : default_rulebook_(rulebook_names_.id_of(ledger.default_rulebook)) {
    for (const Terms& row : ledger.terms) {
        const inmail::RulebookId rulebook{rulebook_names_.id_of(row.rulebook)};
        rulebooks_.add(rulebook, inmail::PlanId{plans_.id_of(row.plan)}, terms_of(row));
    }
    std::int64_t seq = 0;
    for (const Event& e : ledger.events) {
        ++seq;
        if (e.event == "void") {
            recorded_.push_back({e.recorded_at, e.ref, {}});
        } else {
            recorded_.push_back({e.recorded_at, "", to_event(e, seq)});
        }
    }
}

std::vector<inmail::AccountId> FoldInput::accounts() const {
    std::vector<inmail::AccountId> accounts;
    for (std::uint32_t id = 1; id < pools_.size(); ++id) accounts.push_back(inmail::AccountId::of(inmail::PoolId{id}));
    for (const inmail::SeatId id : seats()) accounts.push_back(inmail::AccountId::of(id));
    return accounts;
}

std::string FoldInput::key_of(inmail::EventId id) const { return recorded_.at(static_cast<std::size_t>(id.value - 1)).event.key; }

std::vector<inmail::SeatId> FoldInput::seats() const {
    std::vector<inmail::SeatId> ids;
    for (std::uint32_t id = 1; id < seats_.size(); ++id) ids.emplace_back(id);
    return ids;
}

inmail::Terms terms_of(const Terms& row) {
    inmail::Terms terms;
    terms.effective_from = inmail::day_of(inmail::Instant{row.effective_from});
    terms.allowance = inmail::Credits{row.allowance};
    terms.cap = inmail::Credits{row.cap};
    terms.cap_rule = must(inmail::parse_rule<inmail::CapRule>(row.cap_rule), row.cap_rule);
    terms.refresh = must(inmail::parse_rule<inmail::RefreshRule>(row.refresh), row.refresh);
    terms.expiry_days = row.expiry_days;
    terms.refund_window_days = row.refund_window_days;
    terms.window_rule = must(inmail::parse_rule<inmail::WindowRule>(row.window_rule), row.window_rule);
    terms.refund_expiry = must(inmail::parse_rule<inmail::RefundExpiry>(row.refund_expiry), row.refund_expiry);
    terms.purchasable = row.purchasable;
    terms.purchase_expiry_days = row.purchase_expiry_days;
    terms.pooled = row.pooled;
    terms.expiry_refreshes = row.expiry_refreshes;
    terms.repeat_refund = must(inmail::parse_rule<inmail::RepeatRefund>(row.repeat_refund), row.repeat_refund);
    return terms;
}

inmail::Event FoldInput::to_event(const Event& e, std::int64_t seq) {
    using E = inmail::Event;
    E event;
    event.id = inmail::EventId{seq};
    event.at = inmail::Instant{e.at};
    event.seat = inmail::SeatId{seats_.id_of(e.seat)};
    event.pool = inmail::PoolId{pools_.id_of(e.pool)};
    event.key = e.key;
    const inmail::ProspectId prospect{prospects_.id_of(e.prospect)};
    switch (must(inmail::parse_event_kind(e.event), e.event)) {
        case inmail::EventKind::subscribe:
            event.payload = E::Subscribe{plan_change(e, plans_, rulebook_names_)};
            break;
        case inmail::EventKind::switch_plan:
            event.payload = E::Switch{plan_change(e, plans_, rulebook_names_)};
            break;
        case inmail::EventKind::cancel:
            event.payload = E::Cancel{};
            break;
        case inmail::EventKind::assign:
            event.payload = E::Assign{e.team, e.name};
            break;
        case inmail::EventKind::limit:
            event.payload = E::Limit{e.amount ? std::optional<inmail::Credits>(credits(e)) : std::nullopt};
            break;
        case inmail::EventKind::send: {
            const std::string channel = e.channel.empty() ? "inmail" : e.channel;
            event.payload = E::Send{prospect, must(inmail::parse_channel(channel), channel), e.thread};
            break;
        }
        case inmail::EventKind::reply:
            event.payload =
                E::Reply{prospect, e.thread,
                         e.channel.empty() ? std::nullopt : std::optional{must(inmail::parse_channel(e.channel), e.channel)}};
            break;
        case inmail::EventKind::bounce:
            event.payload = E::Bounce{prospect, e.thread};
            break;
        case inmail::EventKind::purchase:
            event.payload = E::Purchase{credits(e)};
            break;
        case inmail::EventKind::adjust:
            event.payload = E::Adjust{credits(e)};
            break;
        case inmail::EventKind::observe:
            event.payload = E::Observe{credits(e)};
            break;
        case inmail::EventKind::rollover:
            event.payload = E::Rollover{};
            break;
        case inmail::EventKind::reassign:
            event.payload = E::Reassign{inmail::SeatId{seats_.id_of(e.to)}, e.name};
            break;
        case inmail::EventKind::void_event:
            throw std::logic_error("the fold is fed no voids");
    }
    return event;
}

std::vector<inmail::Event> FoldInput::events(std::optional<Millis> known_at) const {
    const auto is_known = [&](const Recorded& r) { return !known_at || r.recorded_at <= *known_at; };
    std::set<std::string> voided;
    for (const Recorded& r : recorded_) {
        if (is_known(r) && !r.voids.empty()) voided.insert(r.voids);
    }
    std::vector<inmail::Event> events;
    for (const Recorded& r : recorded_) {
        if (is_known(r) && r.voids.empty() && voided.count(r.event.key) == 0) events.push_back(r.event);
    }
    return events;
}

void feed(inmail::Reconciler& fold, std::vector<inmail::Event> events, Millis as_of) {
    std::sort(events.begin(), events.end(), inmail::fold_before);
    std::vector<const inmail::Event*> until;
    for (const inmail::Event& event : events) {
        if (event.at.value <= as_of) until.push_back(&event);
    }
    fold.apply(until);
    fold.advance_to(inmail::Instant{as_of});
}

State state_of(const inmail::Reconciler& fold, const Findings& findings, const IdNames& names) {
    State state;
    for (const inmail::AccountState& account : fold.accounts()) {
        if (!account.had_stint && account.totals.all_zero()) continue;  // `balance` does not list it
        state.accounts[account_name(names, account.account)] = view_of(account, fold, findings, names);
    }
    for (const inmail::SeatId id : names.seats()) {
        const inmail::SeatState seat = fold.seat(id);
        SeatView view;
        view.pool = name_or_empty(names, seat.pool);
        view.team = seat.team;
        view.name = seat.name;
        if (seat.limit) view.limit = seat.limit->value;
        if (!inmail::is_none(seat.pool)) view.sends_against_limit = fold.sends_against_limit(id);
        state.seats[names.name_of(id)] = view;
    }
    return state;
}

State fold(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at) {
    const FoldInput input(ledger);
    Findings findings;
    inmail::Reconciler reconciler(input.rulebooks(), input.default_rulebook(), &findings);
    feed(reconciler, input.events(known_at), as_of);
    return state_of(reconciler, findings, input);
}

}  // namespace reference
