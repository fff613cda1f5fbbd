#include "sqlite/sqlite_store.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "inmail/core/damage.hpp"
#include "inmail/core/errors.hpp"
#include "sqlite/copied_file.hpp"
#include "sqlite/fold_reader.hpp"
#include "sqlite/key_column.hpp"
#include "sqlite/terms_table.hpp"
#include "sqlite/transaction.hpp"

namespace inmail::store {

SqliteStore::SqliteStore(std::unique_ptr<Connection> opened, Access access, Caching caching, Chain chain,
                         std::optional<int> former_edition)
    : ledger_(std::move(opened), std::move(chain)),
      records_(ledger_),
      access_(access),
      checkpoints_(ledger_, access, caching),
      maintenance_(ledger_, access),
      former_edition_(former_edition) {}

void SqliteStore::prove_copy() {
    if (!is_copy(ledger_)) return;
    require_sound(ledger_);
    checkpoints_.ignore();
    try {
        adopt_copy(ledger_);
    } catch (const MachineFailure&) {
        // A reader can go on without it; the next one proves the copy again.
        if (access_ == Access::write) throw;
    }
}

std::unique_ptr<SqliteStore> SqliteStore::copy_in_memory() {
    auto copy = std::make_unique<Connection>(Connection::InMemory{connection().path(), true});
    connection().copy_to(*copy);
    const Caching caching = checkpoints_.are_used() ? Caching::used : Caching::ignored;
    return std::make_unique<SqliteStore>(std::move(copy), Access::write, caching);
}

LedgerExtent SqliteStore::extent() {
    const Head& head = ledger_.head();
    // Events are numbered without gaps.
    return {head.seq, EventId{head.seq}, head.event_recorded_at, head.first_occurred_at, to_hex(head.hash)};
}

std::vector<std::uint32_t> SqliteStore::ids_of(NameKind kind, const std::vector<std::string>& names) {
    std::vector<std::uint32_t> ids;
    for (const std::string& name : names) ids.push_back(id_of(kind, name));
    return ids;
}

std::uint32_t SqliteStore::id_of(NameKind kind, const std::string& name) {
    switch (kind) {
        case NameKind::seat:
            return subscribed_id(ledger_.names.seats,
                                 "SELECT id FROM seat AS s WHERE name = ?1 "
                                 "AND (EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 0 AND e.seat = s.id) "
                                 "OR EXISTS (SELECT 1 FROM event AS e WHERE e.to_seat = s.id))",
                                 name);
        case NameKind::pool:
            return subscribed_id(ledger_.names.pools,
                                 "SELECT id FROM pool AS p WHERE name = ?1 "
                                 "AND EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 0 AND e.pool = p.id)",
                                 name);
        case NameKind::plan:
            return ledger_.names.plans.find(name).value_or(0);
        case NameKind::rulebook:
            return ledger_.names.rulebooks.find(name).value_or(0);
        case NameKind::prospect:
            break;
    }
    const auto known = ledger_.names.prospects.find(name);
    return known ? known->id : 0;
}

std::uint32_t SqliteStore::subscribed_id(Dictionary& dictionary, const char* sql, const std::string& name) {
    if (const auto known = dictionary.subscribed(name)) return *known;
    Query query = connection().query(sql).with(name);
    if (!query.step()) return 0;
    dictionary.remember_subscribed(query.id(0), name);
    return query.id(0);
}

std::vector<std::string> SqliteStore::names_of(NameKind kind, const std::vector<std::uint32_t>& ids) {
    const auto name_of = [&](std::uint32_t id) -> std::string {
        if (id == 0) return {};
        switch (kind) {
            case NameKind::seat:
                return ledger_.names.seats.name_of(id);
            case NameKind::pool:
                return ledger_.names.pools.name_of(id);
            case NameKind::plan:
                return ledger_.names.plans.name_of(id);
            case NameKind::rulebook:
                return ledger_.names.rulebooks.name_of(id);
            case NameKind::prospect:
                break;
        }
        return ledger_.names.prospects.name_of(id);
    };
    std::vector<std::string> names;
    for (const std::uint32_t id : ids) names.push_back(name_of(id));
    return names;
}

std::vector<std::string> SqliteStore::subscribed(AccountId::Kind kind) {
    Query query = kind == AccountId::Kind::pool
                      ? connection().query(
                            "SELECT name FROM pool WHERE EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 0 AND e.pool = pool.id "
                            "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)) ORDER BY name")
                      : connection().query(
                            "SELECT name FROM seat WHERE EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 0 AND e.seat = seat.id "
                            "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)) "
                            "OR EXISTS (SELECT 1 FROM event AS e WHERE e.to_seat = seat.id "
                            "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)) ORDER BY name");
    std::vector<std::string> names;
    while (query.step()) names.push_back(query.string(0));
    return names;
}

std::vector<StoredTerms> SqliteStore::terms(std::optional<Instant> known_at) {
    std::vector<StoredTerms> rows;
    read_terms(connection(), ledger_.chain, known_at, [&](const TermsRow& row) {
        ledger_.names.rulebooks.remember(row.rulebook_id.value, row.link.rulebook);
        ledger_.names.plans.remember(row.plan_id.value, row.link.plan);
        const auto recorded_at = row.ships() ? std::nullopt : std::optional{row.link.recorded_at};
        rows.push_back({row.rulebook_id,
                        row.plan_id,
                        row.link.title,
                        row.edition,
                        {row.link.rulebook, row.link.plan, row.link.terms, recorded_at}});
    });
    return rows;
}

void SqliteStore::read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) {
    read_in_fold_order(ledger_, scope, about, each);
}

void SqliteStore::read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) {
    records_.read(scope, each);
}

std::vector<std::optional<RecordedEvent>> SqliteStore::find_events(const std::vector<std::string>& keys) {
    return records_.find(keys);
}

void SqliteStore::pass_events(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each) {
    records_.pass(ids, each);
}

std::vector<std::string> SqliteStore::keys_beginning(const std::string& beginning, std::size_t most) {
    std::vector<std::string> keys;
    const auto limit = static_cast<std::int64_t>(most);
    for (const PackedKeyRange& range : packed_keys_beginning(beginning)) {
        const StoredKey least(range.least);
        const StoredKey greatest(range.greatest);
        // Bytes of the two packed forms stand among each other, and differ in size.
        Query query = connection().query(
            "SELECT key FROM event WHERE key BETWEEN ?1 AND ?2 AND length(key) = length(?1) ORDER BY key LIMIT ?3");
        least.bind_to(query, 1);
        greatest.bind_to(query, 2);
        query.bind(3, limit);
        while (query.step()) keys.push_back(key_of(query, 0));
    }
    // No text sorts after it: a key is UTF-8.
    constexpr const char* last = "\xF8";
    Query query = connection()
                      .query("SELECT key FROM event WHERE key >= ?1 AND key < ?1 || ?2 ORDER BY key LIMIT ?3")
                      .with(beginning, std::string(last), limit);
    while (query.step()) keys.push_back(key_of(query, 0));
    std::sort(keys.begin(), keys.end());
    keys.resize(std::min(keys.size(), most));
    return keys;
}

std::vector<RecordedEvent> SqliteStore::messages_with(ProspectId prospect, Instant until) {
    return records_.in_force_of(prospect, until);
}

std::vector<RecordedEvent> SqliteStore::records_with(const std::vector<ProspectId>& prospects) {
    return records_.all_of(prospects);
}

std::optional<Instant> SqliteStore::latest_send(SeatId seat, ProspectId prospect, Instant from, Instant until) {
    Query query = connection()
                      .query(
                          "SELECT max(e.occurred_at) FROM event AS e INDEXED BY event_by_seat "
                          "WHERE e.seat = ?1 AND e.occurred_at BETWEEN ?2 AND ?3 AND e.prospect = ?4 AND e.kind = ?5 "
                          "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)")
                      .with(seat.value, from, until, prospect.value, static_cast<int>(EventKind::send));
    if (!query.step() || query.is_null(0)) return std::nullopt;
    return Instant{query.integer(0)};
}

std::vector<std::string> SqliteStore::spellings_of(const std::vector<std::string>& keys) {
    std::vector<std::string> all;
    for (const std::string& key : keys) {
        for (std::string& spelling : ledger_.names.prospects.spellings_of(key)) all.push_back(std::move(spelling));
    }
    return all;
}

void SqliteStore::read_prospects(const std::function<void(ProspectId, const std::string&)>& each) {
    Query query = connection().prepare("SELECT id, name FROM prospect ORDER BY id");
    while (query.step()) each(ProspectId{query.id(0)}, query.string(1));
}

void SqliteStore::read_message_texts(std::optional<SeatId> seat, const std::function<void(const MessageText&)>& each) {
    const std::string of_seat = seat ? "INDEXED BY event_by_seat WHERE seat = ?4 AND " : "WHERE ?4 IS NULL AND ";
    Query query = connection().prepare("SELECT seq, prospect, campaign, thread, note FROM event " + of_seat +
                                       "kind IN (?1, ?2, ?3) ORDER BY seq");
    query.with(static_cast<int>(EventKind::send), static_cast<int>(EventKind::reply), static_cast<int>(EventKind::bounce),
               seat ? std::optional{seat->value} : std::nullopt);
    MessageText text;
    while (query.step()) {
        text.event = EventId{query.integer(0)};
        text.prospect = ProspectId{query.id(1)};
        text.campaign = query.is_null(2) ? std::string() : ledger_.names.campaigns.name_of(query.id(2));
        text.thread = query.is_null(3) ? std::string() : query.string(3);
        text.note = query.is_null(4) ? std::string() : query.string(4);
        each(text);
    }
}

void SqliteStore::read_batches(const std::function<bool(const Batch&)>& each) {
    const std::int64_t last_seq = ledger_.head().seq;
    const std::int64_t before_terms = connection().integer("SELECT coalesce(max(after_seq), -1) FROM terms");
    using damage::BadValue;
    if (before_terms > last_seq)
        throw DamagedLedger({BadValue{BadValue::What::out_of_range, {}, before_terms}}, connection().path());
    for (auto run = batch_before(connection(), std::numeric_limits<std::int64_t>::max()); run;
         run = batch_before(connection(), run->id)) {
        const bool terms_follow = before_terms >= std::min(run->end_seq - 1, last_seq);
        if (!each({run->name, run->command, terms_follow})) return;
    }
}

std::string SqliteStore::command_of(const std::string& batch) {
    const auto runs = batches_named(connection(), batch);
    return runs.empty() ? std::string() : runs.back().command;
}

std::vector<AccountLink> SqliteStore::links() {
    std::vector<AccountLink> all;
    Query joins = connection().query("SELECT DISTINCT seat, pool FROM event WHERE seat IS NOT NULL AND pool IS NOT NULL");
    while (joins.step()) all.push_back({AccountId::of(SeatId{joins.id(0)}), AccountId::of(PoolId{joins.id(1)})});
    Query reassigned = connection().query("SELECT DISTINCT seat, to_seat FROM event WHERE to_seat IS NOT NULL");
    while (reassigned.step()) all.push_back({AccountId::of(SeatId{reassigned.id(0)}), AccountId::of(SeatId{reassigned.id(1)})});
    return all;
}

std::vector<ArchiveOwner> SqliteStore::archive_owners() {
    std::vector<ArchiveOwner> owners;
    Query rows = connection().query(
        "SELECT o.seat, p.name, coalesce(b.name, 'b' || b.id, '') FROM archive_owner AS o "
        "JOIN prospect AS p ON p.id = o.prospect LEFT JOIN batch AS b ON b.id = o.batch ORDER BY o.id");
    while (rows.step()) owners.push_back({SeatId{rows.id(0)}, rows.string(1), rows.string(2)});
    return owners;
}

std::vector<KnownRun> SqliteStore::known_runs() {
    std::vector<KnownRun> all;
    Query runs = connection().query(
        "SELECT t.command, coalesce(b.name, 'b' || b.id, ''), t.after_seq, t.first_seq, t.last_seq "
        "FROM told_again AS t LEFT JOIN batch AS b ON b.id = t.batch ORDER BY t.id");
    while (runs.step()) {
        all.push_back(
            {runs.string(0), runs.string(1), EventId{runs.integer(2)}, EventId{runs.integer(3)}, EventId{runs.integer(4)}});
    }
    return all;
}

std::vector<ImportZone> SqliteStore::zones_of_imports(const std::string& command) {
    std::vector<ImportZone> zones;
    Query rows = connection()
                     .query(
                         "SELECT coalesce(b.name, 'b' || b.id, ''), z.zone FROM import_zone AS z "
                         "LEFT JOIN batch AS b ON b.id = z.batch WHERE z.command = ?1 ORDER BY z.id")
                     .with(command);
    while (rows.step()) zones.push_back({rows.string(0), rows.string(1)});
    return zones;
}

std::unique_ptr<Transaction> SqliteStore::begin(Instant now, const std::string& command) {
    ensure(access_ == Access::write, "a ledger that is opened for reading is not written");
    return std::make_unique<WriteTransaction>(ledger_, now, command);
}

}  // namespace inmail::store
