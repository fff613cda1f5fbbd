#include "record/unanswerable.hpp"

#include "inmail/app/people.hpp"

namespace inmail::app {

refusal::NothingToAnswer unanswerable(Reader& ledger, const EventRecord& answer) {
    refusal::NothingToAnswer found;
    found.seat = answer.seat;
    found.prospect = answer.prospect;
    found.kind = answer.kind;
    found.at = answer.at;
    const auto prospect = ledger.find_prospect(answer.prospect);
    if (!prospect) {
        found.nearest = nearest_person(ledger, answer.prospect, answer.seat);
        return found;
    }
    for (const RecordedEvent& message : ledger.messages_with(*prospect, last_instant)) {
        if (message.seat != answer.seat) {
            if (message.kind == EventKind::send) found.sent_by = message.seat;
        } else if (message.kind != EventKind::send) {
            if (!found.sent_at) continue;
            found.answered_at = message.at;
            found.answered_by = message.kind;
        } else if (message.at <= answer.at) {
            found.sent_at = message.at;
            found.answered_at.reset();
        } else if (!found.sent_after) {
            found.sent_after = message.at;
        }
    }
    return found;
}

}  // namespace inmail::app
