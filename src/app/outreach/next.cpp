#include "inmail/app/outreach/next.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "inmail/app/people.hpp"
#include "outreach/alike.hpp"
#include "outreach/ledger_plan.hpp"
#include "outreach/way.hpp"

namespace inmail::app {
namespace {

ReportQuery of_all_accounts(ReportQuery query) {
    query.accounts.clear();
    return query;
}

OutreachScope part_for(Store& store, const ReportQuery& query, const NextRequest& request) {
    std::vector<AccountId> asked;
    if (request.only) asked.push_back(*request.only);
    // A sequence is over so many dates after its last message or acceptance: a day more, wherever the user is, and another one.
    // Connections.csv may have an acceptance that no event has.
    std::optional<Instant> since;
    if (const auto longest = request.sequences.longest; longest && !request.writer.connection)
        since = std::max(query.as_of - *longest - days(2), first_instant);
    return outreach_scope(store, query, std::move(asked), {}, since);
}

class DueSteps {
  public:
    DueSteps(Store& store, const ReportQuery& query, const NextRequest& request)
        : store_(store),
          sequences_(request.sequences),
          only_(request.only),
          ledger_(store, of_all_accounts(query), request.writer, request.sequences, InMailsTo::high_priority,
                  part_for(store, query, request)) {
        report_.as_of = query.as_of;
        report_.known_at = query.known_at;
        report_.until = query.as_of + request.within;
        for (auto& person : ledger_.each_once(request.prospects, request.list, report_.merged)) {
            named_.push_back(person);
            listed_.emplace(person.prospect.key, std::move(person));
        }
    }

    NextReport report() {
        for (const auto& [key, conversation] : ledger_.conversations()) take(person_of(key), conversation);
        std::sort(report_.rows.begin(), report_.rows.end(), [](const auto& a, const auto& b) {
            return std::tie(a.due, b.is_high, a.prospect, a.seat) < std::tie(b.due, a.is_high, b.prospect, b.seat);
        });
        std::vector<std::string> spellings;
        for (const auto& row : report_.rows) spellings.push_back(row.prospect);
        const auto taken = taken_for(store_, spellings);
        for (std::size_t i = 0; i < taken.size(); ++i) report_.rows[i].needs_address = taken[i] != TakenFor::person;
        report_.alike = alike_people(store_, named_);
        add_shortages();
        return std::move(report_);
    }

  private:
    [[nodiscard]] PlannedProspect person_of(const std::string& key) const {
        if (const auto listed = listed_.find(key); listed != listed_.end()) return listed->second;
        PlannedProspect person;
        person.prospect.key = key;
        return person;
    }

    void take(PlannedProspect person, const Conversation& conversation) {
        ledger_.add_contacts(person, conversation);
        std::map<std::string, std::pair<const Contact*, Way>> first;  // of each team
        for (const Contact& contact : person.contacts) {
            if (!contact.in_sequence) continue;
            const Way way = way_of(ledger_.input(), person, contact.seat);
            // A step that waits for a colleague's week is due later.
            if (!way.step || (way.rank == Rank::nothing && !waits_for_colleague(way.route))) continue;
            if (!seat_of(contact).first_with_plan(*way.route.not_before)) continue;
            auto& [of_team, its_way] = first[seat_of(contact).team];
            if (of_team != nullptr && its_way.step->start <= way.step->start) continue;
            of_team = &contact;
            its_way = way;
        }
        for (const auto& [team, step] : first) {
            const auto& [contact, way] = step;
            if (seat_of(*contact).may_send && is_asked_for(*contact, way)) add(*contact, way, person.prospect);
        }
    }
    [[nodiscard]] bool is_asked_for(const Contact& contact, const Way& way) const {
        return !only_ || *only_ == AccountId::of(ledger_.seat(contact.seat)) || *only_ == account_of(contact, way);
    }
    /// That sends the step's message.
    [[nodiscard]] AccountId account_of(const Contact& contact, const Way& way) const {
        return ledger_.account_of(contact.seat, *seat_of(contact).first_with_plan(*way.route.not_before)).account;
    }
    static bool waits_for_colleague(const Route& route) {
        return route.reason == RouteReason::colleague_wrote && route.not_before;
    }
    [[nodiscard]] const SendingSeat& seat_of(const Contact& contact) const { return ledger_.input().seats[contact.seat]; }

    void add(const Contact& contact, const Way& way, const Prospect& person) {
        const Route& route = way.route;
        NextStep next = *way.step;
        // With a plan that begins later, it cannot be done before.
        const Instant begins = seat_of(contact).at(*seat_of(contact).first_with_plan(*route.not_before)).from;
        if (begins > report_.as_of) next.due = std::max(next.due, start_of(sequences_.shown_date(begins)));
        next.last_day = std::max(next.last_day, next.due);
        if (day_of(next.due) > sequences_.shown_date(report_.until)) {
            ++report_.waiting;
            report_.next_due = std::min(report_.next_due.value_or(next.due), next.due);
            return;
        }
        if (listed_.count(person.key) == 0) named_.push_back(person_of(person.key));
        NextReport::Row row;
        row.prospect = contact.prospect;
        row.seat = seat_of(contact).handle;
        row.sequence = next.sequence->name;
        row.number = next.step + 1;
        row.step = next.sequence->steps[next.step];
        row.channels = row.step.channels;
        const auto taken = std::find(row.channels.begin(), row.channels.end(), route.channel);
        if (way.rank == Rank::free && route.reason != RouteReason::sequence_step && taken != row.channels.begin() &&
            !is_outside_linkedin(*route.channel)) {
            row.channels = {*route.channel};
            row.instead = route.reason;
            row.instead_since = route.since;
        } else if (taken != row.channels.end()) {
            // Those before it cannot be used, and of the others a list would tell.
            row.channels.erase(row.channels.begin(), taken);
            if (listed_.count(person.key) != 0) keep_sure_channels(row.channels);
        }
        row.after_decline = route.reason == RouteReason::declined_request;
        row.cost = row.channels.front() == Channel::inmail ? 1 : 0;
        row.since = row.after_decline ? *route.since : next.since;
        row.due = next.due;
        row.last_day = next.last_day;
        row.overdue_days = std::max(sequences_.shown_date(report_.as_of).value - day_of(next.last_day).value, 0);
        row.is_high = person.is_high;
        row.campaign = next.campaign;
        needed_[{contact.seat, account_of(contact, way)}] += Credits{row.cost};
        report_.rows.push_back(std::move(row));
    }

    /// The first one, and those that need no relation.
    static void keep_sure_channels(std::vector<Channel>& channels) {
        const auto depends = [](Channel channel) { return !is_answered_by_itself(channel); };
        channels.erase(std::remove_if(std::next(channels.begin()), channels.end(), depends), channels.end());
    }

    void add_shortages() {
        std::map<AccountId, NextReport::Shortage> accounts;
        for (const auto& [place, needed] : needed_) {
            const auto& [seat, account] = place;
            const SendingSeat& sender = ledger_.input().seats[seat];
            const CreditSupply& supply = ledger_.supply_of(account);
            const bool is_limited = sender.usage && &ledger_.input().supplies[sender.periods.front().account] == &supply;
            const Credits allowed{is_limited ? std::max<std::int64_t>(sender.usage->left, 0) : needed.value};
            if (needed > allowed) report_.limited.push_back({sender.handle, needed, allowed, {}});
            auto& shortage = accounts[account];
            shortage.needed += needed;
            shortage.held = supply.held;
            shortage.next_credits = supply.next_credits;
        }
        for (auto& [account, shortage] : accounts) {
            if (shortage.needed <= shortage.held) continue;
            shortage.account = ledger_.fold_run().name_of(account).typed();
            report_.shortages.push_back(std::move(shortage));
        }
    }

    Store& store_;
    const Sequences& sequences_;
    std::optional<AccountId> only_;
    LedgerPlan ledger_;
    std::map<std::string, PlannedProspect> listed_;  ///< by key, without contacts
    std::vector<PlannedProspect> named_;             ///< of the list, then those with a step that is due; without contacts
    NextReport report_;
    std::map<std::pair<std::size_t, AccountId>, Credits> needed_;  ///< by seat, and the account that its message goes from
};

}  // namespace

NextReport next_steps(Store& store, const ReportQuery& query, const NextRequest& request) {
    return DueSteps(store, query, request).report();
}

}  // namespace inmail::app
