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
    // A sequence is over so long after its last message or acceptance. Connections.csv may have an acceptance that no event has.
    std::optional<Instant> since;
    if (const auto longest = request.sequences.longest; longest && !request.writer.connection)
        since = std::max(query.as_of - *longest - Duration{1}, first_instant);
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
        auto people = ledger_.each_once(request.prospects, request.list, report_.merged);
        report_.alike = alike_people(store, people);
        for (auto& person : people) listed_.emplace(person.prospect.key, std::move(person));
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
        std::map<std::string, std::pair<const Contact*, Route>> first;  // of each team
        for (const Contact& contact : person.contacts) {
            if (!contact.step) continue;
            const Way way = way_of(ledger_.input(), person, contact.seat);
            // A step that waits for a colleague's week is due later.
            if (way.rank == Rank::nothing && !waits_for_colleague(way.route)) continue;
            auto& [of_team, route] = first[seat_of(contact).team];
            if (of_team != nullptr && of_team->step->start <= contact.step->start) continue;
            of_team = &contact;
            route = way.route;
        }
        for (const auto& [team, step] : first) {
            const auto& [contact, route] = step;
            if (seat_of(*contact).may_send && is_asked_for(contact->seat)) add(*contact, route, person.prospect);
        }
    }
    [[nodiscard]] bool is_asked_for(std::size_t seat) const {
        return !only_ || *only_ == AccountId::of(ledger_.seat(seat)) || *only_ == ledger_.account_of(seat).account;
    }
    static bool waits_for_colleague(const Route& route) {
        return route.reason == RouteReason::colleague_wrote && route.not_before;
    }
    [[nodiscard]] const SendingSeat& seat_of(const Contact& contact) const { return ledger_.input().seats[contact.seat]; }

    void add(const Contact& contact, const Route& route, const Prospect& person) {
        NextStep next = *contact.step;
        if (waits_for_colleague(route)) {
            next.due = std::max(next.due, start_of(sequences_.shown_date(*route.not_before)));
            next.last_day = std::max(next.last_day, next.due);
        }
        if (day_of(next.due) > sequences_.shown_date(report_.until)) {
            ++report_.waiting;
            report_.next_due = std::min(report_.next_due.value_or(next.due), next.due);
            return;
        }
        NextReport::Row row;
        row.prospect = contact.prospect;
        row.seat = seat_of(contact).handle;
        row.sequence = next.sequence->name;
        row.number = next.step + 1;
        row.step = next.sequence->steps[next.step];
        row.channels = row.step.channels;
        const bool is_step_a_way = std::find(row.channels.begin(), row.channels.end(), route.channel) != row.channels.end();
        if (route.channel && route.cost == 0 && !is_step_a_way) {
            row.channels = {*route.channel};
            row.instead = route.reason;
            row.instead_since = route.since;
        }
        row.after_decline = route.reason == RouteReason::declined_request;
        row.cost = row.channels.front() == Channel::inmail ? 1 : 0;
        row.since = next.since;
        row.due = next.due;
        row.last_day = next.last_day;
        row.overdue_days = std::max(sequences_.shown_date(report_.as_of).value - day_of(next.last_day).value, 0);
        row.is_high = person.is_high;
        row.campaign = next.campaign;
        needed_[contact.seat] += Credits{row.cost};
        report_.rows.push_back(std::move(row));
    }

    void add_shortages() {
        std::map<AccountId, NextReport::Shortage> accounts;
        for (const auto& [seat, needed] : needed_) {
            const auto& usage = ledger_.input().seats[seat].usage;
            const Credits allowed{usage ? std::max<std::int64_t>(usage->left, 0) : needed.value};
            if (needed > allowed) report_.limited.push_back({ledger_.input().seats[seat].handle, needed, allowed, {}});
            const AccountState& account = ledger_.account_of(seat);
            auto& shortage = accounts[account.account];
            shortage.needed += needed;
            shortage.held = std::max(account.available, no_credits);
            shortage.next_credits = ledger_.input().supplies[ledger_.input().seats[seat].account].next_credits;
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
    NextReport report_;
    std::map<std::size_t, Credits> needed_;  ///< by seat
};

}  // namespace

NextReport next_steps(Store& store, const ReportQuery& query, const NextRequest& request) {
    return DueSteps(store, query, request).report();
}

}  // namespace inmail::app
