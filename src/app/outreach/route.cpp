#include "inmail/app/outreach/route.hpp"

#include <algorithm>
#include <utility>

#include "outreach/alike.hpp"
#include "outreach/ledger_plan.hpp"
#include "outreach/way.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {
namespace {

/// Who says so: the terms for what is free, the ledger for what happened, a guide for the rest.
std::string source_of(const Route& route, const PlanInput& input) {
    switch (route.reason) {
        case RouteReason::new_person:
        case RouteReason::known_person:
        case RouteReason::message_unanswered:
            return "Quicklead, HeyTalent: a request to connect with a note first";
        case RouteReason::note_unanswered:
        case RouteReason::note_waits:
            return "HeyTalent: an InMail when the note is unanswered for more than seven days";
        case RouteReason::declined_request:
        case RouteReason::inmail_first:
            return "HeyTalent: an InMail first for executives, declined requests and urgent roles";
        case RouteReason::low_priority:
        case RouteReason::sequence_step:
            return "the sequence";
        case RouteReason::answered_elsewhere:
        case RouteReason::saved_from_loss:
        case RouteReason::inmail_unanswered:
        case RouteReason::no_inmails:
        case RouteReason::no_credits:
        case RouteReason::past_budget:
        case RouteReason::past_usage_limit:
        case RouteReason::message_waits:
        case RouteReason::inmail_pending:
        case RouteReason::colleague_wrote:
        case RouteReason::colleague_answered:
        case RouteReason::colleague_accepted:
        case RouteReason::colleague_declined:
        case RouteReason::plan_ends:
        case RouteReason::has_declined:
        case RouteReason::no_seat:
            return "the ledger";
        default:
            return route.seat ? input.seats[*route.seat].at(route.not_before.value_or(input.as_of)).source : "";
    }
}

}  // namespace

RouteReport route(Store& store, const ReportQuery& query, RouteRequest request) {
    RouteReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    LedgerPlan ledger(store, query, request.writer, request.sequences, request.prospects);
    auto people = ledger.each_once(std::move(request.prospects), request.list, report.merged);
    report.alike = alike_people(store, people);
    ledger.add_prospects(std::move(people));
    PlanInput input = ledger.input();
    input.budget = request.budget;
    const Plan plan = plan_routes(input);
    report.held = plan.held;
    report.may_spend = plan.may_spend;
    report.needed = plan.needed;
    report.spent = plan.spent;
    report.limited = plan.limited;
    report.notes_followed = plan.notes_followed;
    report.notes_due = plan.notes_due;
    WorthByAccount saved;
    WorthByAccount free;
    for (std::size_t i = 0; i < plan.routes.size(); ++i) {
        const Route& route = plan.routes[i];
        const auto handle = [&](std::optional<std::size_t> seat) { return seat ? input.seats[*seat].handle : std::string(); };
        RouteReport::Row row;
        row.prospect = input.prospects[i].prospect;
        row.seat = handle(route.seat);
        row.channel = route.channel;
        row.cost = route.cost;
        row.not_before = route.not_before;
        row.reason = route.reason;
        row.since = route.since;
        row.colleague = handle(route.colleague);
        row.source = source_of(route, input);
        row.colleague_pending = handle(route.colleague_pending);
        row.colleague_pending_since = route.colleague_pending_since;
        row.other_team = handle(route.other_team);
        row.other_team_since = route.other_team_since;
        row.other_team_reason = route.other_team_reason;
        report.rows.push_back(std::move(row));
        report.unrouted += route.channel ? 0 : 1;
        if (!route.channel || route.cost != 0) continue;
        // An e-mail or a call is what remains if no InMail is right.
        if (is_outside_linkedin(*route.channel)) continue;
        // Nobody to whom LinkedIn takes no InMail saves one.
        if (!takes_inmail(input.prospects[i], *route.seat)) continue;
        ++report.saved;
        const AccountState& account = ledger.account_of(*route.seat, *route.not_before);
        saved.add(account.account, Credits{1}, account.terms, account.price);
        if (!asks_to_connect(*route.channel)) {
            free.add(account.account, Credits{1}, account.terms, account.price);
            continue;
        }
        ++report.notes;
    }
    report.worth_saved = saved.worth();
    report.worth_free = free.worth();
    return report;
}

}  // namespace inmail::app
