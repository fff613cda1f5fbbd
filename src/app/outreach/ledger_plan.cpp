#include "outreach/ledger_plan.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "fold/account_facts.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/io/published.hpp"

namespace inmail::app {
namespace {

constexpr Duration longest_period = days(31);  // of a published limit
/// LinkedIn Help: a request to connect expires after six months.
constexpr Duration request_lives = days(180);

/// Takes what another row of the person says into the first one.
void merge(Prospect& into, const Prospect& other) {
    if (into.name.empty()) into.name = other.name;
    if (into.seat.empty()) into.seat = other.seat;
    if (other.degree) into.degree = std::min(into.degree.value_or(*other.degree), *other.degree);
    into.open_profile |= other.open_profile;
    into.open_to_work |= other.open_to_work;
    into.applicant |= other.applicant;
    into.group |= other.group;
    into.coworker |= other.coworker;
    into.inmail_first |= other.inmail_first;
    into.is_high |= other.is_high;
}

}  // namespace

std::vector<Prospect> each_once(std::vector<Prospect> listed, std::vector<MergedProspect>& merged) {
    std::vector<Prospect> people;
    std::map<std::string, std::size_t> place;
    std::map<std::string, std::vector<std::int64_t>> lines;
    for (Prospect& prospect : listed) {
        const auto [at, is_new] = place.emplace(prospect.key, people.size());
        lines[prospect.key].push_back(prospect.line);
        if (is_new)
            people.push_back(std::move(prospect));
        else
            merge(people[at->second], prospect);
    }
    for (const Prospect& prospect : people) {
        if (lines[prospect.key].size() > 1) merged.push_back({prospect.key, lines[prospect.key]});
    }
    return people;
}

LedgerPlan::LedgerPlan(Store& store, const ReportQuery& query, const WritingSeat& writer)
    : store_(store), query_(query), writer_(writer), fold_run_(store, of_everyone(query), &log_) {
    fold_run_.fold();
    input_.as_of = query.as_of;
    input_.limits = io::published_limits();
    idle_.emplace(fold_run_, fold_run_.listed(), std::min(query.as_of + usual_horizon, last_instant));
    add_seats();
}

void LedgerPlan::add_prospects(std::vector<Prospect> people, const std::string& list) {
    std::set<std::string> keys;
    for (const Prospect& person : people) keys.insert(person.key);
    const Instant recent = std::max(input_.as_of - longest_period, first_instant);
    const auto conversations = log_.conversations(
        store_, fold_run_, [&](const std::string& key, Instant sent_at) { return keys.count(key) != 0 || sent_at > recent; });
    for (const auto& [key, conversation] : conversations) {
        for (const SentMessage& message : conversation.messages) count_against_limits(message);
    }
    std::vector<RejectedRow> rejected;
    for (Prospect& person : people) {
        PlannedProspect planned;
        planned.seat = seat_of(person, rejected);
        planned.in_connections = writer_.connection && writer_.connection(person).has_value();
        if (const auto found = conversations.find(person.key); found != conversations.end())
            planned.contacts = contacts_of(found->second.messages);
        planned.prospect = std::move(person);
        input_.prospects.push_back(std::move(planned));
    }
    if (!rejected.empty()) throw InvalidFile(file_fault::BadProspects{list, std::move(rejected)});
    for (auto& seat : input_.seats) {
        std::sort(seat.requests.begin(), seat.requests.end());
        std::sort(seat.notes.begin(), seat.notes.end());
        std::sort(seat.open_profile.begin(), seat.open_profile.end());
    }
}

void LedgerPlan::add_seats() {
    std::map<AccountId, std::size_t> supplies;
    const auto handles = store_.subscribed(AccountId::Kind::seat);
    const auto ids = store_.ids_of(NameKind::seat, handles);
    std::set<SeatId> seats;
    for (const std::uint32_t id : ids) {
        seats.insert(SeatId{id});
        seats.insert(licensee(fold_run_, SeatId{id}));
    }
    for (const SeatId id : seats) add_seat(id, store_.name_of(id), supplies);
}

void LedgerPlan::add_seat(SeatId id, const std::string& handle, std::map<AccountId, std::size_t>& supplies) {
    const Reconciler& reconciler = fold_run_.reconciler();
    const SeatState state = reconciler.seat(id);
    SendingSeat seat;
    seat.handle = handle;
    seat.team = state.team;
    const auto account = reconciler.account(reconciler.account_of(id));
    if (may_send(id, account)) {
        seat.may_send = true;
        seat.plan = store_.name_of(account->plan);
        seat.free_channels = account->terms->free_channels;
        seat.source = account->terms->source;
        if (state.limit && !is_none(state.pool)) seat.limit_left = state.limit->value - reconciler.sends_against_limit(id);
        const auto [at, is_new] = supplies.emplace(account->account, input_.supplies.size());
        seat.account = at->second;
        if (is_new) add_supply(*account);
    }
    places_[id] = input_.seats.size();
    seats_.push_back(id);
    input_.seats.push_back(std::move(seat));
}

bool LedgerPlan::may_send(SeatId id, const std::optional<AccountState>& account) const {
    if (!account || !account->active) return false;
    if (!is_none(writer_.named) && writer_.named != id) return false;
    if (!query_.team.empty() && fold_run_.reconciler().seat(id).team != query_.team) return false;
    const auto& asked = query_.accounts;
    const auto names = [&](AccountId named) { return named == account->account || named == AccountId::of(id); };
    return asked.empty() || std::any_of(asked.begin(), asked.end(), names);
}

void LedgerPlan::add_supply(const AccountState& account) {
    CreditSupply supply;
    supply.held = std::max(account.available, no_credits);
    for (const ComingLoss& loss : idle_->losses(account.account))
        supply.losses.push_back({loss.at, loss.saveable(), loss.lot.has_value()});
    supply.next_credits = idle_->next_grant(account.account);
    if (!supply.next_credits) supply.next_credits = account.next_refresh;
    input_.supplies.push_back(std::move(supply));
    states_.push_back(account);
}

void LedgerPlan::count_against_limits(const SentMessage& message) {
    const auto place = places_.find(message.seat);
    if (place == places_.end() || message.sent_at <= input_.as_of - longest_period) return;
    SendingSeat& seat = input_.seats[place->second];
    if (message.is_request()) seat.requests.push_back(message.sent_at);
    if (message.channel == Channel::connection_note) seat.notes.push_back(message.sent_at);
    if (message.channel == Channel::open_profile) seat.open_profile.push_back(message.sent_at);
}

std::optional<std::size_t> LedgerPlan::seat_of(const Prospect& person, std::vector<RejectedRow>& rejected) const {
    const auto reject = [&](const char* column, ValueFlaw flaw) {
        rejected.push_back({person.line, column, std::move(flaw)});
        return std::nullopt;
    };
    SeatId seat = writer_.own();
    if (!person.seat.empty()) {
        const auto named = store_.find_seat(person.seat);
        if (!named) {
            ValueFlaw flaw{FlawKind::unknown_seat, person.seat};
            flaw.choices = store_.subscribed(AccountId::Kind::seat);
            return reject("seat", std::move(flaw));
        }
        if (!is_none(writer_.named) && *named != writer_.named)
            return reject("seat", {FlawKind::other_seat, person.seat, store_.name_of(writer_.named)});
        seat = *named;
    }
    const auto place = places_.find(seat);
    if (place != places_.end()) return place->second;
    if (!is_none(seat)) return reject("seat", {FlawKind::unknown_seat, person.seat});
    const auto may_send = std::count_if(input_.seats.begin(), input_.seats.end(), [](const auto& s) { return s.may_send; });
    if (may_send == 1) return std::nullopt;
    for (const auto& [column, holds] :
         {std::pair("degree", person.degree == 1), {"group", person.group}, {"coworker", person.coworker}}) {
        if (holds) return reject(column, {FlawKind::degree_of_nobody, {}, column});
    }
    return std::nullopt;
}

std::vector<Contact> LedgerPlan::contacts_of(const std::vector<SentMessage>& messages) const {
    std::map<std::size_t, Contact> contacts;
    for (const SentMessage& message : messages) {
        const auto place = places_.find(message.seat);
        if (place == places_.end()) continue;
        Contact& contact = contacts[place->second];
        contact.seat = place->second;
        add(contact, message);
    }
    std::vector<Contact> all;
    for (auto& [seat, contact] : contacts) all.push_back(contact);
    return all;
}

void LedgerPlan::add(Contact& contact, const SentMessage& message) const {
    if (message.bounced) return;
    if (!message.answered_at) return add_open(contact, message);
    const Instant at = *message.answered_at;
    const bool declined = message.outcome == Outcome::declined;
    if (message.is_request()) {
        if (message.outcome == Outcome::accepted) contact.connected = at;
        if (declined) contact.request_declined = at;
        return;
    }
    if (is_answered_by_itself(message.channel)) return;
    // Only the latest answer of a conversation counts.
    const auto latest = std::max(contact.answered.value_or(first_instant), contact.declined.value_or(first_instant));
    if (at < latest) return;
    contact.answered = declined ? std::nullopt : std::optional(at);
    contact.declined = declined ? std::optional(at) : std::nullopt;
}

void LedgerPlan::add_open(Contact& contact, const SentMessage& message) const {
    if (message.channel == Channel::inmail) {
        const auto until = pending_until(message);
        if (!until) return;
        contact.inmail_pending = message.sent_at;
        contact.refundable_until = until;
    } else if (message.is_request()) {
        if (message.sent_at + request_lives >= input_.as_of) contact.request_open = message.sent_at;
    } else if (!is_answered_by_itself(message.channel)) {
        contact.message_open = message.sent_at;
    }
}

std::optional<Instant> LedgerPlan::pending_until(const SentMessage& message) const {
    if (pending_.empty() && !has_pending_) {
        for (const AccountState& account : fold_run_.reconciler().accounts()) {
            for (const PendingMail& mail : fold_run_.reconciler().pending(account.account))
                pending_[mail.event] = mail.refundable_until;
        }
        has_pending_ = true;
    }
    const auto found = pending_.find(message.event);
    return found == pending_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace inmail::app
