#include "postgres/head.hpp"

namespace inmail::store::postgres {

Question head_question(Instant now) {
    return {
        "SELECT seq, hash, writer::text, event_recorded_at, next_own_batch(), greatest(clock($1::bigint), recorded_at), "
        "other_writer::text, (SELECT min(occurred_at) FROM event) FROM head",
        {now}};
}

Head head_of(const Answer& answer) {
    ensure(answer.rows() == 1, "a ledger has one head");
    Head head;
    head.seq = answer.integer(0, 0);
    head.hash = answer.digest(0, 1);
    head.writer = answer.string(0, 2);
    head.event_recorded_at = answer.instant_if_any(0, 3);
    head.own_batch = answer.integer(0, 4);
    head.recorded_at = Instant{answer.integer(0, 5)};
    head.other_writer = answer.string(0, 6);
    head.first_occurred_at = answer.instant_if_any(0, 7);
    return head;
}

Question extent_question() { return {"SELECT seq, event_recorded_at, (SELECT min(occurred_at) FROM event), hash FROM head"}; }

LedgerExtent extent_of(const Answer& answer) {
    ensure(answer.rows() == 1, "a ledger has one head");
    const std::int64_t seq = answer.integer(0, 0);
    return {seq, EventId{seq}, answer.instant_if_any(0, 1), answer.instant_if_any(0, 2), to_hex(answer.digest(0, 3))};
}

LedgerExtent extent_of(const Head& head) {
    return {head.seq, EventId{head.seq}, head.event_recorded_at, head.first_occurred_at, to_hex(head.hash)};
}

}  // namespace inmail::store::postgres
