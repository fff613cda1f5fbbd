#include "record/unanswerable.hpp"

namespace inmail::app {

refusal::NothingToAnswer unanswerable(Reader& ledger, const EventRecord& answer) {
    refusal::NothingToAnswer found{answer.seat, answer.prospect, answer.kind, answer.at, {}, {}, {}, {}};
    const auto prospect = ledger.find_prospect(answer.prospect);
    if (!prospect) return found;
    for (const RecordedEvent& message : ledger.messages_with(*prospect, last_instant)) {
        if (message.seat != answer.seat) {
            if (message.kind == EventKind::send) found.sent_by = message.seat;
        } else if (message.kind != EventKind::send) {
            if (found.sent_at) found.answered_at = message.at;
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
