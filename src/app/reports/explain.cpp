#include "inmail/app/reports/explain.hpp"

#include <fmt/format.h>

#include "fold/timeline.hpp"
#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::app {
namespace {

ExplainReport::PostingLine fold_step_of(Store& store, const Timeline::PostingLine& told) {
    ExplainReport::PostingLine step;
    step.kind = told.posting.kind;
    step.amount = told.posting.amount;
    step.lot = told.posting.lot;
    step.until = told.posting.until;
    step.held = told.posting.held;
    step.refresh = told.refresh;
    step.close = told.close;
    step.now = told.now;
    if (!is_none(told.posting.message.event)) {
        const auto message = store.find_event(told.posting.message.event);
        ensure(message.has_value(), "a message that was folded was recorded");
        step.message = ExplainReport::AnsweredMessage{message->key, message->prospect, message->at};
    }
    return step;
}

ExplainReport::Entry entry_of(Store& store, const Timeline::Entry& told) {
    ExplainReport::Entry entry;
    entry.at = told.at;
    entry.what = told.calendar_name();
    entry.change = told.change();
    entry.available = told.available();
    if (!is_none(told.seat)) entry.seat = store.name_of(told.seat);
    if (!is_none(told.cause)) {
        const auto event = store.find_event(told.cause);
        ensure(event.has_value(), "what was folded was recorded");
        entry.what = to_string(event->kind);
        entry.seat = event->seat;
        entry.event = *event;
    }
    for (const Timeline::PostingLine& step : told.steps) entry.steps.push_back(fold_step_of(store, step));
    return entry;
}

/// The key of an event that is in force.
std::string key_of(Store& store, EventId id) {
    const auto event = store.find_event(id);
    ensure(event.has_value(), "an event that is asked about was recorded");
    if (event->voided) throw InputError(fmt::format("'{}' is voided: it does nothing", for_terminal(event->key)));
    return event->key;
}

}  // namespace

ExplainReport explain(Store& store, const ReportQuery& query, EventId only) {
    ensure(query.accounts.size() == 1, "an explanation is of one account");
    const std::string only_key = is_none(only) ? std::string() : key_of(store, only);
    Timeline timeline;
    FoldRun fold_run(store, query, &timeline);
    fold_run.fold();
    const AccountId id = timeline.account_of_timeline(fold_run, query.accounts.front());

    ExplainReport report;
    report.account = name_account(store, id);
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    for (const Timeline::Entry& entry : timeline.of(id)) {
        if (is_none(only) || entry.cause == only) report.entries.push_back(entry_of(store, entry));
    }
    if (!is_none(only) && report.entries.empty()) {
        throw InputError(fmt::format("'{}' did nothing to {} by then", for_terminal(only_key), report.account.typed()));
    }
    if (const auto state = fold_run.reconciler().account(id)) {
        report.available = state->available;
        report.lots = state->lots;
    }
    return report;
}

}  // namespace inmail::app
