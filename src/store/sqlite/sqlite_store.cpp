#include "sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "inmail/chain/event_key.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/files/temp_files.hpp"
#include "inmail/text/strings.hpp"
#include "sqlite/copy.hpp"
#include "sqlite/fold_reader.hpp"
#include "sqlite/head.hpp"
#include "sqlite/key_column.hpp"
#include "sqlite/linked_accounts.hpp"
#include "sqlite/terms_table.hpp"
#include "sqlite/transaction.hpp"
#include "sqlite/verify.hpp"

namespace inmail::store {

namespace {

constexpr std::string_view void_command = "void";
constexpr std::string_view undo_command = "undo";
/// Fewer are folded as fast as a checkpoint is read; and so many bound the room that checkpoints take.
constexpr std::int64_t least_events_a_checkpoint = 32;
constexpr int every_key = std::numeric_limits<int>::max();

LedgerInfo read_info(Connection& connection) {
    Query query = connection.query(
        "SELECT l.id, r.name, l.zone, l.created_at FROM ledger AS l JOIN rulebook AS r ON r.id = l.default_rulebook");
    if (!query.step()) {
        throw DamagedLedger("the ledger " + connection.path() + " is damaged: it does not say which ledger it is",
                            "Go back to a backup.");
    }
    LedgerInfo info{query.string(0), query.string(1), query.string(2), Instant{query.integer(3)}};
    if (parse_handle(info.default_rulebook)) return info;
    throw DamagedLedger("the ledger " + connection.path() + " is damaged: it does not name its default rulebook",
                        "Run `inmail verify`, and go back to a backup.");
}

std::optional<Instant> first_instant_of(Query query) {
    if (!query.step()) return std::nullopt;
    return Instant{query.integer(0)};
}

std::vector<std::string> texts_of(Query query) {
    std::vector<std::string> texts;
    while (query.step()) texts.push_back(query.string(0));
    return texts;
}

}  // namespace

OpenLedger::OpenLedger(std::unique_ptr<Connection> opened, Chain known)
    : connection(std::move(opened)),
      names(*connection),
      chain(std::move(known)),
      info(read_info(*connection)),
      checkpoints(*connection) {}

SqliteStore::SqliteStore(std::unique_ptr<Connection> opened, Access access, Caching caching, Chain chain)
    : ledger_(std::move(opened), std::move(chain)),
      records_(*ledger_.connection, ledger_.names, ledger_.chain),
      access_(access),
      uses_checkpoints_(caching == Caching::used),
      keeps_checkpoints_(uses_checkpoints_ && ledger_.connection->is_file()) {}

std::optional<SeatId> SqliteStore::find_seat(std::string_view handle) {
    const auto id = ledger_.names.seats.find(std::string{handle});
    if (!id || !connection().query("SELECT 1 FROM event WHERE kind = 0 AND seat = ?1 LIMIT 1").with(*id).step())
        return std::nullopt;
    return SeatId{*id};
}

std::optional<PoolId> SqliteStore::find_pool(std::string_view name) {
    const auto id = ledger_.names.pools.find(std::string{name});
    if (!id || !connection().query("SELECT 1 FROM event WHERE kind = 0 AND pool = ?1 LIMIT 1").with(*id).step())
        return std::nullopt;
    return PoolId{*id};
}

std::optional<PlanId> SqliteStore::find_plan(std::string_view name) {
    const auto id = ledger_.names.plans.find(std::string{name});
    return id ? std::optional{PlanId{*id}} : std::nullopt;
}

std::optional<RulebookId> SqliteStore::find_rulebook(std::string_view name) {
    const auto id = ledger_.names.rulebooks.find(std::string{name});
    return id ? std::optional{RulebookId{*id}} : std::nullopt;
}

std::optional<ProspectId> SqliteStore::find_prospect(std::string_view key) {
    const auto known = ledger_.names.prospects.find(std::string{key});
    return known ? std::optional{ProspectId{known->id}} : std::nullopt;
}

std::vector<std::string> SqliteStore::seats() {
    return texts_of(
        connection().query("SELECT name FROM seat WHERE EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 0 AND e.seat = seat.id "
                           "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)) ORDER BY name"));
}

std::vector<std::string> SqliteStore::pools() {
    return texts_of(
        connection().query("SELECT name FROM pool WHERE EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 0 AND e.pool = pool.id "
                           "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)) ORDER BY name"));
}

Rulebooks SqliteStore::rulebooks(std::optional<Instant> known_at) {
    return read_rulebooks(connection(), ledger_.chain, known_at);
}

std::vector<RulebookListing> SqliteStore::rulebook_listings(std::optional<Instant> known_at) {
    std::vector<RulebookListing> listings;
    read_terms(connection(), ledger_.chain, known_at, [&](const TermsRow& row) {
        if (listings.empty() || listings.back().name != row.link.rulebook) {
            listings.emplace_back();
            listings.back().name = row.link.rulebook;
            listings.back().title = row.link.title;
        }
        RulebookListing& listing = listings.back();
        listing.shipped = listing.shipped && row.shipped;
        const auto recorded_at = row.shipped ? std::nullopt : std::optional{row.link.recorded_at};
        listing.terms.push_back({row.link.rulebook, row.link.plan, row.link.terms, recorded_at});
    });
    return listings;
}

void SqliteStore::read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) {
    read_in_fold_order(connection(), ledger_.names, scope, about, each);
}

std::vector<Membership> SqliteStore::memberships() {
    std::vector<Membership> all;
    Query joins = connection().query("SELECT DISTINCT seat, pool FROM event WHERE seat IS NOT NULL AND pool IS NOT NULL");
    while (joins.step()) all.push_back({SeatId{joins.id(0)}, PoolId{joins.id(1)}});
    return all;
}

std::vector<AccountId> SqliteStore::subjects_of(const Scope& scope) {
    if (!scope.accounts.empty()) return linked_accounts(connection(), scope.accounts);
    std::vector<AccountId> all;
    Query pools = connection().query("SELECT id FROM pool ORDER BY id");
    while (pools.step()) all.push_back(AccountId::of(PoolId{pools.id(0)}));
    Query seats = connection().query("SELECT id FROM seat ORDER BY id");
    while (seats.step()) all.push_back(AccountId::of(SeatId{seats.id(0)}));
    return all;
}

std::optional<Instant> SqliteStore::last_change_at() {
    // Two questions: for a UNION of them SQLite makes a table of its own.
    Query terms = connection().query("SELECT max(recorded_at) FROM terms");
    ensure(terms.step(), "a maximum is a row");
    std::optional<Instant> of_terms;
    if (!terms.is_null(0)) of_terms = Instant{terms.integer(0)};
    return std::max(of_terms, last_recorded_at());
}

std::optional<Checkpoint> SqliteStore::checkpoint(const Scope& scope) {
    if (!uses_checkpoints_ || !stands_still() || ledger_.checkpoints.none()) return std::nullopt;
    // None is kept of a time to come: `verify` would not come by it.
    const auto learnt = last_change_at();
    if (!learnt) return std::nullopt;
    Scope past = scope;
    past.until = std::min(scope.until, *learnt);
    return ledger_.checkpoints.latest(subjects_of(scope), past);
}

CheckpointSchedule SqliteStore::checkpoint_schedule(const Scope& scope) {
    if (!keeps_checkpoints_ || scope.known_at || !stands_still()) return {};
    const auto learnt = last_change_at();
    const auto last = first_instant_of(connection().query("SELECT occurred_at FROM event ORDER BY occurred_at DESC LIMIT 1"));
    if (!last || !learnt) return {};
    // After the month of the last event nothing changes that a fold could not tell as fast.
    return {Checkpoints::worth_keeping(std::min({scope.until, *learnt, end_of(month_of(day_of(*last)))})),
            least_events_a_checkpoint * static_cast<std::int64_t>(subjects_of(scope).size())};
}

void SqliteStore::keep_checkpoint(const Scope& scope, Instant at, const std::function<std::string(AccountId)>& state_of) {
    ensure(!scope.known_at, "what is kept is known now");
    if (!keeps_checkpoints_) return;
    const std::vector<AccountId> subjects = subjects_of(scope);
    const auto learnt = last_change_at();
    ensure(learnt.has_value(), "what is kept is of something");
    if (is_writing()) return ledger_.checkpoints.keep(subjects, at, *learnt, state_of);
    // A reader's connection stands in a snapshot; it is another that writes, and only while the snapshot is still the truth.
    try {
        Connection writer(connection().path(), Connection::Mode::write);
        writer.exec("PRAGMA busy_timeout = 0; BEGIN IMMEDIATE");
        const Digest head = read_head(connection(), ledger_.chain, ledger_.info).hash;
        if (read_head(writer, ledger_.chain, ledger_.info).hash == head) {
            Checkpoints(writer).keep(subjects, at, *learnt, state_of);
            writer.exec("COMMIT");
            connection().bound_wal();
        }
    } catch (const MachineFailure&) {
        // Busy, full, not writable: the report at hand is right without it.
        keeps_checkpoints_ = false;
    }
}

void SqliteStore::read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) {
    records_.read(scope, each);
}

std::optional<RecordedEvent> SqliteStore::find_event(std::string_view key) { return records_.find(std::string{key}); }

std::optional<RecordedEvent> SqliteStore::find_event(EventId id) { return records_.find(id); }

std::optional<EventId> SqliteStore::event_with(std::string_view key) {
    Query query = connection().query("SELECT seq FROM event WHERE key = ?1").with(StoredKey{key});
    if (!query.step()) return std::nullopt;
    return EventId{query.integer(0)};
}

std::optional<RecordedEvent> SqliteStore::last_free_send(SeatId seat, ProspectId prospect, Instant until) {
    Query query =
        connection()
            .query(
                "SELECT e.seq FROM event AS e INDEXED BY event_free_send "
                "WHERE e.seat = ?1 AND e.prospect = ?2 AND e.occurred_at <= ?3 AND e.channel > 0 "
                "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq) ORDER BY e.occurred_at DESC, e.seq DESC LIMIT 1")
            .with(seat.value, prospect.value, until);
    if (!query.step()) return std::nullopt;
    return records_.find(EventId{query.integer(0)});
}

std::int64_t SqliteStore::event_count() {
    // Events are numbered without gaps.
    return connection().integer("SELECT coalesce(max(seq), 0) FROM event");
}

std::optional<Instant> SqliteStore::last_recorded_at() {
    return first_instant_of(connection().query("SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1"));
}

std::optional<Instant> SqliteStore::first_occurred_at() {
    return first_instant_of(connection().query("SELECT occurred_at FROM event ORDER BY occurred_at LIMIT 1"));
}

std::vector<std::string> SqliteStore::live_keys_of_batch(std::string_view batch) {
    std::vector<std::string> keys;
    for (const BatchRun& run : batches_named(connection(), std::string{batch})) {
        for (std::string& key : live_keys(run.id, run.first_seq, run.end_seq, every_key)) keys.push_back(std::move(key));
    }
    return keys;
}

std::optional<std::string> SqliteStore::last_live_batch() {
    const std::int64_t newest = event_count();
    const std::int64_t before_terms = connection().integer("SELECT coalesce(max(after_seq), -1) FROM terms");
    auto run = batch_before(connection(), std::numeric_limits<std::int64_t>::max());
    for (; run; run = batch_before(connection(), run->id)) {
        // Terms that were imported since cannot be taken back.
        if (before_terms >= std::min(run->end_seq - 1, newest)) return std::nullopt;
        if (!live_keys(run->id, run->first_seq, run->end_seq, 1).empty()) return run->name;
        if (is_last_word(*run)) return std::nullopt;
    }
    return std::nullopt;
}

/// Past what `undo` took back it goes further back; a `void` is a last word, and no undo. Voids that were imported were undos
/// only where their notes say so: to take back too much is worse than to refuse.
bool SqliteStore::is_last_word(const BatchRun& run) {
    if (begins_with(run.command, void_command)) return true;
    if (run.command == undo_command) return false;
    constexpr const char* select_targets =
        "SELECT v.kind, v.note, t.batch FROM event AS v LEFT JOIN event AS t ON t.seq = v.ref "
        "WHERE v.seq >= ?2 AND v.seq < ?3 AND +v.batch = ?1 ORDER BY v.kind, v.seq";
    Query events = connection().query(select_targets).with(run.id, run.first_seq, run.end_seq);
    while (events.step()) {
        if (events.enum_as<EventKind>(0) != EventKind::void_event) return false;
        if (events.text(1) != note_of_undo(batch_of(connection(), events.integer(2)).name)) return true;
    }
    return false;
}

std::vector<std::string> SqliteStore::live_keys(std::int64_t batch_id, std::int64_t first_seq, std::int64_t end_seq,
                                                int at_most) {
    std::vector<std::string> keys;
    Query events = connection()
                       .query(
                           "SELECT e.key FROM event AS e WHERE e.seq >= ?2 AND e.seq < ?3 AND +e.batch = ?1 AND +e.kind <> 12 "
                           "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq) ORDER BY e.seq LIMIT ?4")
                       .with(batch_id, first_seq, end_seq, at_most);
    while (events.step()) keys.push_back(key_of(events, 0));
    return keys;
}

std::optional<std::string> SqliteStore::archive_owner(SeatId seat) {
    Query query = connection()
                      .query(
                          "SELECT p.name FROM archive_owner AS o JOIN prospect AS p ON p.id = o.prospect "
                          "WHERE o.seat = ?1 ORDER BY o.id DESC LIMIT 1")
                      .with(seat.value);
    if (!query.step()) return std::nullopt;
    return query.string(0);
}

std::string SqliteStore::head() { return to_hex(read_head(connection(), ledger_.chain, ledger_.info).hash); }

std::vector<std::string> SqliteStore::access_problems() { return access_problems_of(connection().path()); }

std::vector<std::string> SqliteStore::verify(const std::string& known_head) { return problems_of(ledger_, known_head); }

std::vector<std::string> SqliteStore::copies() {
    std::vector<std::string> copies = copies_beside(connection().path());
    for (std::string& path : texts_of(connection().query("SELECT DISTINCT path FROM backup ORDER BY path"))) {
        for (const auto& unfinished : unfinished_beside(path, Unfinished::database)) copies.push_back(unfinished.string());
        if (is_there(path)) copies.push_back(std::move(path));
    }
    return copies;
}

std::vector<std::string> SqliteStore::texts_beside_events() {
    return texts_of(connection().query(
        "SELECT command FROM batch UNION SELECT name FROM batch WHERE name IS NOT NULL UNION SELECT path FROM backup "
        "UNION SELECT name FROM team UNION SELECT title FROM rulebook "
        "UNION SELECT source FROM terms WHERE hash IS NOT NULL AND source IS NOT NULL"));
}

void SqliteStore::scrub() {
    ensure(access_ == Access::write, "a ledger that is opened for reading is not written");
    const auto empty_log = [this] {
        Query checkpoint = connection().query("PRAGMA wal_checkpoint(TRUNCATE)");
        return checkpoint.step() && checkpoint.integer(0) == 0;
    };
    try {
        // On a full disk the log's room may be all that there is.
        static_cast<void>(empty_log());
        connection().exec("VACUUM");
        if (empty_log()) return;
    } catch (const MachineFailure& failure) {
        throw MachineFailure(
            fmt::format("what was erased is erased, but traces of it may be left in the file: {}", failure.what()),
            "Run `inmail forget` without a name when that is mended.");
    }
    throw MachineFailure(
        "the ledger " + connection().path() + " is in use: its log, which may hold what was erased, could not be emptied",
        "Run `inmail forget` without a name when nobody reads it.");
}

std::unique_ptr<Store::Transaction> SqliteStore::begin(Instant now, const std::string& command) {
    ensure(access_ == Access::write, "a ledger that is opened for reading is not written");
    return std::make_unique<WriteTransaction>(ledger_, now, command);
}

}  // namespace inmail::store
