#include "sqlite/head.hpp"

#include "inmail/core/errors.hpp"

namespace inmail::store {

namespace {

/// Nothing can follow a link that the program does not know how to check.
void require_known(const Chain& chain, const Query& link, int version) {
    if (chain.knows(link.integer(version))) return;
    throw DamagedLedger(
        "the ledger is damaged: its last link is hashed in the unknown version " + std::to_string(link.integer(version)),
        "Run `inmail verify`, and go back to a backup.");
}

}  // namespace

Head read_head(Connection& connection, Chain& chain, const LedgerInfo& info) {
    Head head;
    Query event = connection.query("SELECT seq, recorded_at, hash, hash_version FROM event ORDER BY seq DESC LIMIT 1");
    if (event.step()) {
        head.seq = event.integer(0);
        head.recorded_at = Instant{event.integer(1)};
        head.event_recorded_at = head.recorded_at;
        head.hash = event.digest(2);
        require_known(chain, event, 3);
    } else {
        head.hash = chain.origin(info);
    }
    Query terms = connection.query(
        "SELECT after_seq, recorded_at, hash, hash_version FROM terms WHERE hash IS NOT NULL ORDER BY id DESC LIMIT 1");
    if (terms.step() && terms.integer(0) == head.seq) {
        head.recorded_at = Instant{terms.integer(1)};
        head.hash = terms.digest(2);
        require_known(chain, terms, 3);
    }
    return head;
}

}  // namespace inmail::store
