#include "sqlite/head.hpp"

namespace inmail::store {

Head read_head(Connection& connection, Chain& chain, const LedgerInfo& info) {
    Head head;
    Query event = connection.query("SELECT seq, recorded_at, hash FROM event ORDER BY seq DESC LIMIT 1");
    if (event.step()) {
        head.seq = event.integer(0);
        head.recorded_at = Instant{event.integer(1)};
        head.event_recorded_at = head.recorded_at;
        head.hash = event.digest(2);
    } else {
        head.hash = chain.origin(info);
    }
    Query terms =
        connection.query("SELECT after_seq, recorded_at, hash FROM terms WHERE hash IS NOT NULL ORDER BY id DESC LIMIT 1");
    if (terms.step() && terms.integer(0) == head.seq) {
        head.recorded_at = Instant{terms.integer(1)};
        head.hash = terms.digest(2);
    }
    return head;
}

}  // namespace inmail::store
