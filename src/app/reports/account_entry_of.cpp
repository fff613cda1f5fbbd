#include "reports/account_entry_of.hpp"

#include "fold/message_event.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {
namespace {

AccountEntry::PostingLine line_of(Store& store, const Timeline::PostingLine& from, Messages messages) {
    AccountEntry::PostingLine line;
    line.kind = from.posting.kind;
    line.amount = from.posting.amount;
    line.lot = from.posting.lot;
    line.until = from.posting.until;
    line.held = from.posting.held;
    line.refresh = from.refresh;
    line.close = from.close;
    line.now = from.now;
    if (messages == Messages::looked_up && !is_none(from.posting.message.event)) {
        const RecordedEvent message = message_event(store, from.posting.message.event);
        line.message = AccountEntry::AnsweredMessage{message.key, message.prospect, message.at};
    }
    return line;
}

}  // namespace

AccountEntry account_entry_of(Store& store, const Timeline::Entry& from, Messages messages) {
    AccountEntry entry;
    entry.at = from.at;
    entry.what = from.calendar_name();
    entry.change = from.change();
    entry.available = from.available();
    if (!is_none(from.seat)) entry.seat = store.name_of(from.seat);
    if (!is_none(from.cause)) {
        const auto event = store.find_event(from.cause);
        ensure(event.has_value(), "what was folded was recorded");
        entry.what = to_string(event->kind);
        entry.seat = event->seat;
        entry.event = *event;
    }
    for (const Timeline::PostingLine& line : from.steps) entry.steps.push_back(line_of(store, line, messages));
    return entry;
}

}  // namespace inmail::app
