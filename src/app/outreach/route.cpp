#include "inmail/app/outreach/route.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "fold/account_facts.hpp"
#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/io/published.hpp"
#include "outreach/conversations.hpp"
#include "reports/worth_tally.hpp"

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

/// Each person once, in the order of the list.
std::vector<Prospect> each_once(std::vector<Prospect> listed, std::vector<RouteReport::Merged>& merged) {
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

/// Makes the planner's data of the ledger's.
class PlanOfLedger {
  public:
    PlanOfLedger(Store& store, const ReportQuery& query, const RouteRequest& request)
        : store_(store), team_(query.team), request_(request), fold_run_(store, without_team(query), &log_) {
        fold_run_.fold();
        input_.as_of = query.as_of;
        input_.limits = io::published_limits();
        input_.budget = request.budget;
        idle_.emplace(fold_run_, fold_run_.listed(), std::min(query.as_of + usual_horizon, last_instant));
        add_seats();
    }

    void add_prospects(std::vector<Prospect> people) {
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
            planned.in_connections = request_.is_connection && request_.is_connection(person);
            if (const auto found = conversations.find(person.key); found != conversations.end())
                planned.contacts = contacts_of(found->second.messages);
            planned.prospect = std::move(person);
            input_.prospects.push_back(std::move(planned));
        }
        if (!rejected.empty()) throw InvalidFile(file_fault::BadProspects{request_.list, std::move(rejected)});
        for (auto& seat : input_.seats) {
            std::sort(seat.requests.begin(), seat.requests.end());
            std::sort(seat.notes.begin(), seat.notes.end());
            std::sort(seat.open_profile.begin(), seat.open_profile.end());
        }
    }

    [[nodiscard]] const PlanInput& input() const { return input_; }
    [[nodiscard]] const AccountState& account_of(std::size_t seat) const { return states_[input_.seats[seat].account]; }

  private:
    static ReportQuery without_team(ReportQuery query) {
        query.team.clear();
        query.accounts.clear();
        return query;
    }

    /// A seat that may not send has no account.
    void add_seats() {
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
    void add_seat(SeatId id, const std::string& handle, std::map<AccountId, std::size_t>& supplies) {
        const Reconciler& reconciler = fold_run_.reconciler();
        const SeatState state = reconciler.seat(id);
        SendingSeat seat;
        seat.handle = handle;
        seat.team = state.team;
        const auto account = reconciler.account(reconciler.account_of(id));
        const bool is_asked = team_.empty() || state.team == team_;
        const bool is_fixed = !is_none(request_.seat) && request_.seat != id;
        if (account && account->active && is_asked && !is_fixed) {
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
        input_.seats.push_back(std::move(seat));
    }
    void add_supply(const AccountState& account) {
        CreditSupply supply;
        supply.held = std::max(account.available, no_credits);
        for (const ComingLoss& loss : idle_->losses(account.account))
            supply.losses.push_back({loss.at, loss.saveable(), loss.lot.has_value()});
        supply.next_credits = idle_->next_grant(account.account);
        if (!supply.next_credits) supply.next_credits = account.next_refresh;
        input_.supplies.push_back(std::move(supply));
        states_.push_back(account);
    }

    void count_against_limits(const SentMessage& message) {
        const auto place = places_.find(message.seat);
        if (place == places_.end() || message.sent_at <= input_.as_of - longest_period) return;
        SendingSeat& seat = input_.seats[place->second];
        if (message.is_request()) seat.requests.push_back(message.sent_at);
        if (message.channel == Channel::connection_note) seat.notes.push_back(message.sent_at);
        if (message.channel == Channel::open_profile) seat.open_profile.push_back(message.sent_at);
    }

    /// The seat that must write to the prospect; none: any.
    std::optional<std::size_t> seat_of(const Prospect& person, std::vector<RejectedRow>& rejected) const {
        const auto reject = [&](const char* column, ValueFlaw flaw) {
            rejected.push_back({person.line, column, std::move(flaw)});
            return std::nullopt;
        };
        SeatId seat = is_none(request_.seat) ? request_.usual_seat : request_.seat;
        if (!person.seat.empty()) {
            const auto named = store_.find_seat(person.seat);
            if (!named) {
                ValueFlaw flaw{FlawKind::unknown_seat, person.seat};
                flaw.choices = store_.subscribed(AccountId::Kind::seat);
                return reject("seat", std::move(flaw));
            }
            if (!is_none(request_.seat) && *named != request_.seat)
                return reject("seat", {FlawKind::other_seat, person.seat, store_.name_of(request_.seat)});
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

    [[nodiscard]] std::vector<Contact> contacts_of(const std::vector<SentMessage>& messages) const {
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

    void add(Contact& contact, const SentMessage& message) const {
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
    void add_open(Contact& contact, const SentMessage& message) const {
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
    /// None: it is not pending.
    [[nodiscard]] std::optional<Instant> pending_until(const SentMessage& message) const {
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

    Store& store_;
    std::string team_;
    const RouteRequest& request_;
    ConversationLog log_;
    FoldRun fold_run_;
    std::optional<IdleProjection> idle_;
    PlanInput input_;
    std::vector<AccountState> states_;      ///< by supply
    std::map<SeatId, std::size_t> places_;  ///< among the seats
    mutable std::map<EventId, Instant> pending_;
    mutable bool has_pending_{false};
};

/// Who says so: the terms for what is free, the ledger for what happened, a guide for the rest.
std::string source_of(const Route& route, const PlanInput& input) {
    switch (route.reason) {
        case RouteReason::new_person:
            return "Quicklead, HeyTalent: a request to connect with a note first";
        case RouteReason::note_unanswered:
        case RouteReason::note_waits:
            return "HeyTalent: an InMail when the note is unanswered for more than seven days";
        case RouteReason::declined_request:
        case RouteReason::inmail_first:
            return "HeyTalent: an InMail first for executives, declined requests and urgent roles";
        case RouteReason::saved_from_loss:
        case RouteReason::no_credits:
        case RouteReason::past_usage_limit:
        case RouteReason::inmail_pending:
        case RouteReason::colleague_wrote:
        case RouteReason::has_declined:
        case RouteReason::no_seat:
            return "the ledger";
        default:
            return route.seat ? input.seats[*route.seat].source : "";
    }
}

}  // namespace

RouteReport route(Store& store, const ReportQuery& query, RouteRequest request) {
    RouteReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    PlanOfLedger ledger(store, query, request);
    ledger.add_prospects(each_once(std::move(request.prospects), report.merged));
    const PlanInput& input = ledger.input();
    const Plan plan = plan_routes(input);
    report.held = plan.held;
    report.may_spend = plan.may_spend;
    report.needed = plan.needed;
    report.spent = plan.spent;
    WorthByAccount saved;
    for (std::size_t i = 0; i < plan.routes.size(); ++i) {
        const Route& route = plan.routes[i];
        report.rows.push_back({input.prospects[i].prospect, route.seat ? input.seats[*route.seat].handle : "", route.channel,
                               route.cost, route.not_before, route.reason, route.since,
                               route.colleague ? input.seats[*route.colleague].handle : "", source_of(route, input)});
        report.unrouted += route.channel ? 0 : 1;
        if (!route.channel || route.cost != 0) continue;
        ++report.saved;
        const AccountState& account = ledger.account_of(*route.seat);
        saved.add(account.account, account.terms, account.price.get());
        if (*route.channel != Channel::connection_note) continue;
        ++report.notes;
        const Instant due = *route.not_before + wait_for_answer;
        report.notes_due = std::min(report.notes_due.value_or(due), due);
    }
    report.worth_saved = saved.worth();
    return report;
}

}  // namespace inmail::app
