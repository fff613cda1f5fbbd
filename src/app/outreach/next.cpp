#include "inmail/app/outreach/next.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "fold/fold_run.hpp"
#include "outreach/conversations.hpp"
#include "outreach/seat_outreach.hpp"

namespace inmail::app {
namespace {

class DueSteps {
  public:
    DueSteps(Store& store, const ReportQuery& query, const NextRequest& request)
        : store_(store), team_(query.team), request_(request), fold_run_(store, of_all_accounts(query), &log_) {
        report_.as_of = query.as_of;
        report_.known_at = query.known_at;
        report_.until = query.as_of + request.within;
    }

    NextReport report() {
        fold_run_.fold();
        const auto everything = [](const std::string&, Instant) { return true; };
        const auto team_of = [this](SeatId seat) { return fold_run_.reconciler().seat(seat).team; };
        for (const auto& [key, conversation] : log_.conversations(store_, fold_run_, everything))
            take(key, outreach_by_seat(conversation, team_of));
        std::sort(report_.rows.begin(), report_.rows.end(), [](const auto& a, const auto& b) {
            return std::tie(a.due, b.is_high, a.prospect, a.seat) < std::tie(b.due, a.is_high, b.prospect, b.seat);
        });
        add_shortages();
        return std::move(report_);
    }

  private:
    static ReportQuery of_all_accounts(ReportQuery query) {
        query.accounts.clear();
        return query;
    }

    void take(const std::string& key, std::map<SeatId, SeatOutreach>&& by_seat) {
        const bool is_high = !request_.is_high || request_.is_high(key);
        for (auto& [seat, outreach] : by_seat) {
            if (outreach.prospect.empty() || !is_asked_about(seat)) continue;
            auto& events = outreach.events;
            if (seat == request_.writer.own() && request_.writer.connection) add_connection(key, outreach.prospect, events);
            if (const auto next = next_step(events, request_.sequence_of, is_high, report_.as_of))
                add(seat, outreach.prospect, *next, is_high);
        }
    }

    /// A connection has accepted a request, though no event says so.
    void add_connection(const std::string& key, const std::string& spelling, std::vector<OutreachEvent>& events) const {
        const auto is_accepted = [](const auto& event) { return event.kind == OutreachEvent::Kind::accepted; };
        if (std::any_of(events.begin(), events.end(), is_accepted)) return;
        Prospect prospect;
        prospect.key = key;
        prospect.is_address = spelling.find(' ') == std::string::npos;
        const auto connected = request_.writer.connection(prospect);
        if (!connected) return;
        const Instant first = events.front().at;
        const Instant on = connected->on ? std::max(first, start_of(*connected->on)) : first;
        if (on > report_.as_of) return;
        const auto later = std::find_if(events.begin(), events.end(), [on](const auto& event) { return event.at > on; });
        events.insert(later, {OutreachEvent::Kind::accepted, on});
    }

    [[nodiscard]] bool is_asked_about(SeatId seat) const {
        if (!is_none(request_.writer.named) && seat != request_.writer.named) return false;
        if (!team_.empty() && fold_run_.reconciler().seat(seat).team != team_) return false;
        const auto account = fold_run_.reconciler().account(fold_run_.reconciler().account_of(seat));
        return account && account->active;
    }
    void add(SeatId seat, const std::string& prospect, const NextStep& next, bool is_high) {
        if (next.due > report_.until) {
            ++report_.waiting;
            report_.next_due = std::min(report_.next_due.value_or(next.due), next.due);
            return;
        }
        NextReport::Row row;
        row.prospect = prospect;
        row.seat = store_.name_of(seat);
        row.sequence = next.sequence->name;
        row.number = next.step + 1;
        row.step = next.sequence->steps[next.step];
        row.cost = row.step.channels.front() == Channel::inmail ? 1 : 0;
        row.since = next.since;
        row.due = next.due;
        row.last_day = next.last_day;
        row.overdue_days = std::max(day_of(report_.as_of).value - day_of(next.last_day).value, 0);
        row.is_high = is_high;
        row.campaign = next.campaign;
        needed_[fold_run_.reconciler().account_of(seat)] += Credits{row.cost};
        report_.rows.push_back(std::move(row));
    }

    void add_shortages() {
        for (const auto& [account, needed] : needed_) {
            const auto state = fold_run_.reconciler().account(account);
            const Credits held = state ? std::max(state->available, no_credits) : no_credits;
            if (needed > held) report_.shortages.push_back({fold_run_.name_of(account).typed(), needed, held});
        }
    }

    Store& store_;
    std::string team_;
    const NextRequest& request_;
    ConversationLog log_;
    FoldRun fold_run_;
    NextReport report_;
    std::map<AccountId, Credits> needed_;
};

}  // namespace

NextReport next_steps(Store& store, const ReportQuery& query, const NextRequest& request) {
    return DueSteps(store, query, request).report();
}

}  // namespace inmail::app
