#include "outreach/ledger_plan.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "fold/account_facts.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/io/published.hpp"

namespace inmail::app {
namespace {

/// Since when messages count against published limits, whose longest period is a month.
Instant counted_from(Instant as_of) { return std::max(as_of - days(31), first_instant); }

bool has_inmails(const AccountState& account) {
    return account.available > no_credits || account.terms->allowance > no_credits || account.terms->purchasable;
}

/// Whether the row names a relation of its seat: the column of the first one.
std::optional<const char*> relation_of(const Prospect& person) {
    if (person.degree == 1) return "degree";
    if (person.group) return "group";
    if (person.coworker) return "coworker";
    return std::nullopt;
}

struct YesOrNo {
    const char* column;
    bool Prospect::*value;
};
constexpr std::array<YesOrNo, 7> yes_or_no{{{"open_profile", &Prospect::open_profile},
                                            {"open_to_work", &Prospect::open_to_work},
                                            {"applicant", &Prospect::applicant},
                                            {"group", &Prospect::group},
                                            {"coworker", &Prospect::coworker},
                                            {"inmail_first", &Prospect::inmail_first},
                                            {"priority", &Prospect::is_high}}};

void note_differences(const Prospect& first, const Prospect& other, std::vector<std::string>& columns) {
    for (const auto& [column, value] : yes_or_no) {
        const bool is_known = std::find(columns.begin(), columns.end(), column) != columns.end();
        if (first.*value != other.*value && !is_known) columns.emplace_back(column);
    }
}

ReportQuery query_of(const ReportQuery& query, const OutreachScope& part) {
    ReportQuery all = of_everyone(query);
    all.accounts = part.accounts;
    return all;
}

OutreachScope part_for(Store& store, const ReportQuery& query, const WritingSeat& writer, const std::vector<Prospect>& listed) {
    std::vector<AccountId> writing = query.accounts;
    if (!is_none(writer.named)) writing.push_back(AccountId::of(writer.named));
    // What they sent lately counts against LinkedIn's limits.
    return outreach_scope(store, query, std::move(writing), listed, counted_from(query.as_of));
}

}  // namespace

LedgerPlan::LedgerPlan(Store& store, const ReportQuery& query, const WritingSeat& writer, const Sequences& sequences,
                       InMailsTo inmails_to, OutreachScope part)
    : store_(store), query_(query), writer_(writer), part_(std::move(part)), fold_run_(store, query_of(query, part_), &log_) {
    fold_run_.fold();
    input_.as_of = query.as_of;
    input_.limits = io::published_limits();
    idle_.emplace(fold_run_, fold_run_.listed(), std::min(query.as_of + usual_horizon, last_instant));
    sources_.as_of = query.as_of;
    sources_.place_of = [this](SeatId seat) {
        const auto place = places_.find(seat);
        return place == places_.end() ? std::nullopt : std::optional(place->second);
    };
    sources_.team_of = [this](SeatId seat) { return fold_run_.reconciler().seat(seat).team; };
    sources_.pending_until = [this](EventId message) { return pending_until(message); };
    sources_.connection = writer.connection;
    sources_.connections_of = writer.own();
    sources_.sequences = input_.sequences = sequences;
    input_.inmails_to = inmails_to;
    add_seats();
    const auto is_asked_for = [&](const SendingSeat& seat) { return seat.team == query.team; };
    if (std::none_of(input_.seats.begin(), input_.seats.end(), is_asked_for)) fold_run_.require_team(query);
    const auto named = places_.find(writer.named);
    if (!query.team.empty() && named != places_.end() && !is_asked_for(input_.seats[named->second]))
        throw InvalidRequest(fault::NotInTeam{input_.seats[named->second].handle, query.team});
}

LedgerPlan::LedgerPlan(Store& store, const ReportQuery& query, const WritingSeat& writer, const Sequences& sequences,
                       const std::vector<Prospect>& listed)
    : LedgerPlan(store, query, writer, sequences, InMailsTo::all, part_for(store, query, writer, listed)) {}

std::vector<PlannedProspect> LedgerPlan::each_once(std::vector<Prospect> listed, const std::string& list,
                                                   std::vector<MergedProspect>& merged) const {
    std::vector<PlannedProspect> people;
    std::vector<RejectedRow> rejected;
    std::map<std::string, std::size_t> place;
    std::map<std::string, MergedProspect> rows;
    for (Prospect& person : listed) {
        PlannedProspect planned;
        planned.seat = seat_of(person, rejected);
        planned.prospect = std::move(person);
        const std::string key = planned.prospect.key;
        const auto [at, is_new] = place.emplace(key, people.size());
        MergedProspect& row = rows[key];
        row.lines.push_back(planned.prospect.line);
        if (is_new) {
            people.push_back(std::move(planned));
        } else {
            note_differences(people[at->second].prospect, planned.prospect, row.differ);
            merge(people[at->second], planned, rejected);
        }
    }
    if (!rejected.empty()) throw InvalidFile(file_fault::BadProspects{list, std::move(rejected)});
    for (PlannedProspect& person : people) {
        const bool is_own = person.seat && seats_[*person.seat] == writer_.own();
        const auto connection = is_own && writer_.connection ? writer_.connection(person.prospect) : std::nullopt;
        person.in_connections = connection && (!connection->on || start_of(*connection->on) <= input_.as_of);
        MergedProspect& row = rows[person.prospect.key];
        row.prospect = person.prospect.key;
        if (row.lines.size() > 1) merged.push_back(std::move(row));
    }
    return people;
}

void LedgerPlan::merge(PlannedProspect& into, const PlannedProspect& other, std::vector<RejectedRow>& rejected) const {
    Prospect& first = into.prospect;
    const Prospect& row = other.prospect;
    const auto contradict = [&](const char* column, FlawKind kind, std::string given, std::string what) {
        ValueFlaw flaw{kind, std::move(given), std::move(what)};
        flaw.number = first.line;
        rejected.push_back({row.line, column, std::move(flaw)});
    };
    // A relation holds for one seat, so rows for different seats cannot become one.
    const auto handle = [this](std::optional<std::size_t> seat) { return seat ? input_.seats[*seat].handle : std::string(); };
    if (into.seat != other.seat && (into.seat && other.seat ? true : relation_of(first) || relation_of(row)))
        contradict("seat", FlawKind::two_seats, handle(other.seat), handle(into.seat));
    else if (first.degree && row.degree && first.degree != row.degree)
        contradict("degree", FlawKind::two_degrees, std::to_string(*row.degree), std::to_string(*first.degree));
    if (first.name.empty()) first.name = row.name;
    if (!into.seat) into.seat = other.seat;
    if (!first.degree) first.degree = row.degree;
    for (const auto& [column, value] : yes_or_no) first.*value |= row.*value;
}

void LedgerPlan::add_prospects(std::vector<PlannedProspect> people) {
    std::set<std::string> keys;
    for (const PlannedProspect& person : people) keys.insert(person.prospect.key);
    const Instant since = counted_from(input_.as_of);
    const auto conversations = log_.conversations(store_, fold_run_, &part_.people, [&](const std::string& key, Instant sent_at) {
        return keys.count(key) != 0 || sent_at > since;
    });
    for (const auto& [key, conversation] : conversations) {
        for (const SentMessage& message : conversation.messages) count_against_limits(message);
    }
    for (PlannedProspect& person : people) {
        const auto found = conversations.find(person.prospect.key);
        if (found != conversations.end()) add_contacts(person, found->second);
    }
    input_.prospects = std::move(people);
    for (auto& seat : input_.seats) {
        std::sort(seat.requests.begin(), seat.requests.end());
        std::sort(seat.notes.begin(), seat.notes.end());
        std::sort(seat.open_profile.begin(), seat.open_profile.end());
    }
}

std::map<std::string, Conversation> LedgerPlan::conversations() const {
    return log_.conversations(store_, fold_run_, &part_.people, [](const std::string&, Instant) { return true; });
}

void LedgerPlan::add_contacts(PlannedProspect& person, const Conversation& conversation) const {
    person.contacts = contacts_with(person.prospect, conversation, sources_);
}

void LedgerPlan::add_seats() {
    const auto handles = store_.subscribed(AccountId::Kind::seat);
    std::set<SeatId> seats;
    for (const std::uint32_t id : store_.ids_of(NameKind::seat, handles)) {
        seats.insert(SeatId{id});
        seats.insert(licensee(fold_run_, SeatId{id}));
    }
    for (auto& [id, periods] : account_periods(fold_run_, seats)) add_seat(id, std::move(periods));
}

void LedgerPlan::add_seat(SeatId id, std::vector<AccountPeriod> periods) {
    const Reconciler& reconciler = fold_run_.reconciler();
    const SeatState state = reconciler.seat(id);
    SendingSeat seat;
    seat.handle = store_.name_of(id);
    seat.team = state.team;
    seat.may_send = may_send(id, periods);
    for (const AccountPeriod& period : periods) seat.periods.push_back(plan_period(period, seat.may_send));
    if (seat.may_send && periods.front().has_plan() && state.limit && !is_none(state.pool)) {
        const std::int64_t limit = state.limit->value;
        const AccountId pool = periods.front().account->account;
        seat.usage = UsageQuota{limit - reconciler.sends_against_limit(id), limit, idle_->next_refresh_at(pool)};
    }
    places_[id] = input_.seats.size();
    seats_.push_back(id);
    input_.seats.push_back(std::move(seat));
    periods_.push_back(std::move(periods));
}

PlanPeriod LedgerPlan::plan_period(const AccountPeriod& period, bool may_send) {
    PlanPeriod plan;
    plan.from = period.from;
    plan.has_plan = period.has_plan();
    if (!plan.has_plan) return plan;
    plan.plan = store_.name_of(period.account->plan);
    plan.free_channels = period.account->terms->free_channels;
    plan.source = period.account->terms->source;
    plan.has_inmails = has_inmails(*period.account);
    if (may_send) plan.account = add_supply(period);
    return plan;
}

bool LedgerPlan::may_send(SeatId id, const std::vector<AccountPeriod>& periods) const {
    if (!is_none(writer_.named) && writer_.named != id) return false;
    if (!query_.team.empty() && fold_run_.reconciler().seat(id).team != query_.team) return false;
    const auto& asked = query_.accounts;
    return std::any_of(periods.begin(), periods.end(), [&](const AccountPeriod& period) {
        if (!period.has_plan()) return false;
        const auto names = [&](AccountId named) { return named == period.account->account || named == AccountId::of(id); };
        return asked.empty() || std::any_of(asked.begin(), asked.end(), names);
    });
}

std::size_t LedgerPlan::add_supply(const AccountPeriod& period) {
    const AccountId id = period.account->account;
    const auto [at, is_new] = supplies_.emplace(id, input_.supplies.size());
    if (!is_new) return at->second;
    CreditSupply supply;
    const auto now = fold_run_.reconciler().account(id);
    if (now) supply.held = std::max(now->available, no_credits);
    for (const ComingLoss& loss : idle_->losses(id)) supply.losses.push_back({loss.at, loss.saveable(), loss.lot.has_value()});
    supply.next_credits = idle_->next_grant(id);
    // A refresh that grants nothing to an idle account may grant once it has sent.
    const bool has_allowance = period.account->terms->allowance > no_credits;
    if (!supply.next_credits && has_allowance)
        supply.next_credits = period.from > input_.as_of ? period.from : idle_->next_refresh_at(id);
    input_.supplies.push_back(std::move(supply));
    return at->second;
}

const AccountState& LedgerPlan::account_of(std::size_t seat, Instant t) const {
    const PlanPeriod& plan = input_.seats[seat].at(t);
    const auto& periods = periods_[seat];
    const auto found = std::find_if(periods.begin(), periods.end(), [&](const auto& period) { return period.from == plan.from; });
    ensure(found != periods.end() && found->has_plan(), "a seat that writes has a plan");
    return *found->account;
}

void LedgerPlan::count_against_limits(const SentMessage& message) {
    const auto place = places_.find(message.seat);
    if (place == places_.end() || message.sent_at <= counted_from(input_.as_of)) return;
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
        seat = licensee(fold_run_, *named);
    }
    const auto place = places_.find(seat);
    if (place != places_.end() && !query_.team.empty() && input_.seats[place->second].team != query_.team)
        return reject("seat", {FlawKind::other_team, person.seat, query_.team});
    if (place != places_.end()) return place->second;
    if (!is_none(seat)) return reject("seat", {FlawKind::unknown_seat, person.seat});
    const auto may_send = std::count_if(input_.seats.begin(), input_.seats.end(), [](const auto& s) { return s.may_send; });
    const auto relation = relation_of(person);
    if (!relation) return std::nullopt;
    if (may_send != 1) return reject(*relation, {FlawKind::degree_of_nobody, {}, *relation});
    const auto only = std::find_if(input_.seats.begin(), input_.seats.end(), [](const auto& s) { return s.may_send; });
    return static_cast<std::size_t>(only - input_.seats.begin());
}

std::optional<Instant> LedgerPlan::pending_until(EventId message) const {
    if (pending_.empty() && !has_pending_) {
        for (const AccountState& account : fold_run_.reconciler().accounts()) {
            for (const PendingMail& mail : fold_run_.reconciler().pending(account.account))
                pending_[mail.event] = mail.refundable_until;
        }
        has_pending_ = true;
    }
    const auto found = pending_.find(message);
    return found == pending_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace inmail::app
