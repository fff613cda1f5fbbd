#include "sqlite/head.hpp"

#include "inmail/core/damage.hpp"

namespace inmail::store {

namespace {

/// No link can follow one that the program cannot check.
void require_known(const Chain& chain, std::int64_t version, const std::string& path) {
    using damage::BadValue;
    if (!chain.knows(version)) throw DamagedLedger({BadValue{BadValue::What::hash_version, {}, version}}, path);
}

// One statement, and no subquery that needs a table of its own. An empty ledger gives one row of NULLs.
constexpr const char* select_head =
    "SELECT e.seq, e.recorded_at, e.hash, e.hash_version, t.after_seq, t.recorded_at, t.hash, t.hash_version, (SELECT "
    "max(recorded_at) FROM terms), "
    "(SELECT min(occurred_at) FROM event), (SELECT max(occurred_at) FROM event), (SELECT max(id) FROM batch), "
    "EXISTS (SELECT 1 FROM batch WHERE name = 'b' || (1 + coalesce((SELECT max(id) FROM batch), 0))), "
    "max(coalesce((SELECT max(id) FROM prospect), 0), coalesce((SELECT max(id) FROM erased_prospect), 0)), "
    "(SELECT id FROM recorder WHERE name = ?1), EXISTS (SELECT 1 FROM earlier_spelling) "
    "FROM ledger LEFT JOIN event AS e ON e.seq = (SELECT max(seq) FROM event) "
    "LEFT JOIN terms AS t ON t.id = (SELECT max(id) FROM terms WHERE hash IS NOT NULL)";

std::optional<Instant> instant_if_any(const Query& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return Instant{row.integer(column)};
}

}  // namespace

Head read_head(Connection& connection, Chain& chain, const LedgerInfo& info, const std::string& recorder) {
    enum HeadColumn {
        seq,
        recorded_at,
        hash,
        version,
        after_seq,
        terms_at,
        terms_hash,
        terms_version,
        last_terms_at,
        first_at,
        last_at,
        last_batch,
        is_taken,
        last_prospect,
        recorder_id,
        has_spellings
    };
    Head head;
    Query row = connection.query(select_head).with(recorder);
    ensure(row.step(), "a ledger says which it is");
    head.seq = row.integer(seq);
    head.event_recorded_at = instant_if_any(row, recorded_at);
    head.terms_recorded_at = instant_if_any(row, last_terms_at);
    head.first_occurred_at = instant_if_any(row, first_at);
    head.last_occurred_at = instant_if_any(row, last_at);
    head.last_batch = row.integer(last_batch);
    head.next_batch_is_taken = row.integer(is_taken) != 0;
    head.last_prospect = row.integer(last_prospect);
    if (!row.is_null(recorder_id)) head.recorder = row.id(recorder_id);
    head.has_spellings = row.integer(has_spellings) != 0;
    if (!row.is_null(after_seq) && row.integer(after_seq) == head.seq) {
        head.recorded_at = instant_if_any(row, terms_at);
        head.hash = row.digest(terms_hash);
        require_known(chain, row.integer(terms_version), connection.path());
    } else {
        head.recorded_at = head.event_recorded_at;
        head.hash = row.is_null(seq) ? chain.origin(info) : row.digest(hash);
        if (!row.is_null(seq)) require_known(chain, row.integer(version), connection.path());
    }
    return head;
}

}  // namespace inmail::store
