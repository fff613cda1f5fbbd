#include "property/fold.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>

namespace reference {
namespace {

inmail::Credits credits(const Event& e) { return inmail::Credits{e.amount.value()}; }

inmail::Event::PlanChange plan_change(const Event& e, Names& plans, Names& rulebooks) {
    return {inmail::PlanId{plans.id_of(e.plan)}, inmail::RulebookId{rulebooks.id_of(e.rulebook)}, e.team, e.name};
}

template <class T>
T must(std::optional<T> value, const std::string& what) {
    if (!value) throw std::logic_error("the product does not know '" + what + "'");
    return *value;
}

std::optional<Millis> millis(const std::optional<inmail::Instant>& t) {
    return t ? std::optional<Millis>(t->value) : std::nullopt;
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
    if (posting.at < last) throw std::logic_error("postings of one account run backwards");
    last = posting.at;
    auto& found = by_account_[posting.account];
    switch (posting.kind) {
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
    for (const Terms& row : ledger.terms) add_terms(row);
    std::int64_t seq = 0;
    for (const Event& e : ledger.events) {
        ++seq;
        if (e.event == "void") {
            known_.push_back({e.recorded_at, e.ref, {}});
        } else {
            known_.push_back({e.recorded_at, "", to_event(e, seq)});
        }
    }
}

std::vector<inmail::AccountId> FoldInput::subjects() const {
    std::vector<inmail::AccountId> subjects;
    for (std::uint32_t id = 1; id < pools_.size(); ++id) subjects.push_back(inmail::AccountId::of(inmail::PoolId{id}));
    for (std::uint32_t id = 1; id < seats_.size(); ++id) subjects.push_back(inmail::AccountId::of(inmail::SeatId{id}));
    return subjects;
}

void FoldInput::add_terms(const Terms& row) {
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
    rulebooks_.add(inmail::RulebookId{rulebook_names_.id_of(row.rulebook)}, inmail::PlanId{plans_.id_of(row.plan)}, terms);
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
            event.payload = E::Reply{prospect, e.thread};
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
        case inmail::EventKind::void_event:
            throw std::logic_error("the fold is fed no voids");
    }
    return event;
}

std::vector<inmail::Event> FoldInput::events(std::optional<Millis> known_at) const {
    const auto is_known = [&](const Known& k) { return !known_at || k.recorded_at <= *known_at; };
    std::set<std::string> voided;
    for (const Known& k : known_) {
        if (is_known(k) && !k.voids.empty()) voided.insert(k.voids);
    }
    std::vector<inmail::Event> events;
    for (const Known& k : known_) {
        if (is_known(k) && k.voids.empty() && voided.count(k.event.key) == 0) events.push_back(k.event);
    }
    return events;
}

void feed(inmail::Reconciler& fold, std::vector<inmail::Event> events, Millis as_of) {
    std::sort(events.begin(), events.end(), inmail::fold_before);
    for (const inmail::Event& event : events) {
        if (event.at.value <= as_of) fold.apply(event);
    }
    fold.advance_to(inmail::Instant{as_of});
}

std::string FoldInput::account_name(inmail::AccountId id) const {
    return id.is_pool() ? "pool:" + pools_.name_of(id.id) : seats_.name_of(id.id);
}

AccountView FoldInput::view_of(const inmail::AccountState& account, const inmail::Reconciler& fold,
                               const Findings& findings) const {
    AccountView shown;
    shown.active = account.active;
    shown.plan = plans_.name_of(account.plan.value);
    shown.rulebook = rulebook_names_.name_of(account.rulebook.value);
    if (account.terms) {
        shown.allowance = account.terms->allowance.value;
        shown.cap = account.terms->cap.value;
    }
    shown.available = account.available.value;
    shown.members = account.members;
    shown.next_refresh = millis(account.next_refresh);
    for (const inmail::Lot& lot : account.lots) {
        shown.lots.push_back(LotView{std::string(inmail::to_string(lot.source)), lot.granted_at.value, millis(lot.expires_at),
                                     lot.remaining.value});
    }
    Millis soonest = 0;
    for (const inmail::PendingMail& mail : fold.pending(account.account)) {
        if (mail.refundable_until.value < soonest) throw std::logic_error("pending: not the soonest to lapse first");
        soonest = mail.refundable_until.value;
        const std::string& key = known_.at(static_cast<std::size_t>(mail.event.value - 1)).event.key;
        shown.pending.push_back(PendingView{mail.refundable_until.value, key, seats_.name_of(mail.seat.value),
                                            prospects_.name_of(mail.prospect.value), mail.sent_at.value});
    }
    if (static_cast<std::int64_t>(shown.pending.size()) != account.pending)
        throw std::logic_error("pending: count and list differ");
    std::sort(shown.pending.begin(), shown.pending.end(), [](const PendingView& a, const PendingView& b) {
        return std::tie(a.refundable_until, a.key) < std::tie(b.refundable_until, b.key);
    });
    inmail::for_each_total(account.totals, [&](const char* name, std::int64_t value) { shown.totals[name] = value; });
    shown.findings = findings.of(account.account);
    return shown;
}

State FoldInput::state_of(const inmail::Reconciler& fold, const Findings& findings) const {
    State state;
    for (const inmail::AccountState& account : fold.accounts()) {
        if (!account.had_stint && account.totals.all_zero()) continue;  // not listed (see the interface's balance)
        state.accounts[account_name(account.account)] = view_of(account, fold, findings);
    }
    for (std::uint32_t id = 1; id < seats_.size(); ++id) {
        const inmail::SeatState seat = fold.seat(inmail::SeatId{id});
        SeatView shown;
        shown.pool = pools_.name_of(seat.pool.value);
        shown.team = seat.team;
        shown.name = seat.name;
        if (seat.limit) shown.limit = seat.limit->value;
        if (!inmail::is_none(seat.pool)) shown.sends_against_limit = fold.sends_against_limit(inmail::SeatId{id});
        state.seats[seats_.name_of(id)] = shown;
    }
    return state;
}

State fold(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at) {
    const FoldInput input(ledger);
    Findings findings;
    inmail::Reconciler reconciler(input.rulebooks(), input.default_rulebook(), &findings);
    feed(reconciler, input.events(known_at), as_of);
    return input.state_of(reconciler, findings);
}

}  // namespace reference
