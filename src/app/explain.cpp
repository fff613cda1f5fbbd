#include "inmail/app/explain.hpp"

#include <fmt/format.h>

#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"
#include "story.hpp"

namespace inmail::app {
namespace {

ExplainReport::Step step_of(Store& store, const Story::Step& told) {
    ExplainReport::Step step;
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
        step.message = ExplainReport::Message{message->key, message->prospect, message->at};
    }
    return step;
}

ExplainReport::Entry entry_of(Store& store, const Story::Entry& told) {
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
    for (const Story::Step& step : told.steps) entry.steps.push_back(step_of(store, step));
    return entry;
}

/// An event by its key, that must concern the account.
EventId require_event(Store& store, const std::string& key) {
    const auto event = store.find_event(key);
    if (!event)
        throw InputError(fmt::format("no event has the key '{}'", for_terminal(key)), "`inmail history ACCOUNT` shows the keys");
    if (event->voided) throw InputError(fmt::format("'{}' is voided: it does nothing", for_terminal(key)));
    return event->id;
}

}  // namespace

ExplainReport explain(Store& store, const View& view, const std::string& event_key) {
    ensure(view.accounts.size() == 1, "an explanation is of one account");
    const EventId only = event_key.empty() ? EventId{} : require_event(store, event_key);
    Story story;
    Books books(store, view, &story);
    books.fold();
    const AccountId id = story.told_account(books, find_account(store, view.accounts.front()));

    ExplainReport report;
    report.account = name_account(store, id);
    report.as_of = view.as_of;
    report.known_at = view.known_at;
    for (const Story::Entry& entry : story.of(id)) {
        if (is_none(only) || entry.cause == only) report.entries.push_back(entry_of(store, entry));
    }
    if (!is_none(only) && report.entries.empty()) {
        throw InputError(fmt::format("'{}' did nothing to {} by then", for_terminal(event_key), report.account.typed()));
    }
    if (const auto state = books.reconciler().account(id)) {
        report.available = state->available;
        report.lots = state->lots;
    }
    return report;
}

}  // namespace inmail::app
