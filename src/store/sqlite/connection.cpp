#include "sqlite/connection.hpp"

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "inmail/core/damage.hpp"
#include "inmail/core/machine_faults.hpp"
#include "sqlite/damage_proof.hpp"
#include "sqlite/foreign_log.hpp"
#include "sqlite/log_check.hpp"
#include "sqlite/open_database.hpp"
#include "sqlite/revision.hpp"
#include "sqlite/wal_format.hpp"

namespace inmail::store {

namespace {

// None of these settings touches the file.
constexpr const char* settings =
    "PRAGMA synchronous = FULL;"
    "PRAGMA cell_size_check = ON;";
// Readers need most pages once: `verify` reads 3 pages in 100 again, others none. Writers of a large import should not have to
// write a page twice.
constexpr const char* readers_cache = "PRAGMA cache_size = -2000;";
constexpr const char* writers_cache = "PRAGMA cache_size = -40000;";
// A second connection reads from one end to the other.
constexpr const char* second_cache = "PRAGMA cache_size = -1000;";

/// Opens without a mutex, which makes calls cheaper: only one thread uses a connection.
int flags_of(Connection::Mode mode) {
    const bool read_only = mode == Connection::Mode::read_only;
    return SQLite::OPEN_NOMUTEX | (read_only ? SQLite::OPEN_READONLY | SQLite::OPEN_URI : SQLite::OPEN_READWRITE);
}

/// Turns off triggers and views, so that no code in the file runs. The ledger's triggers guard against other programs; this
/// program keeps their rules itself, and imports are a fifth faster. The ledger has no views: a forged one might never end.
void disable_code_in_file(SQLite::Database& database) {
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

/// The machine's error behind SQLITE_IOERR; 0 if it is not known. `last_errno` is errno right after SQLite's failure.
int machine_error(const SQLite::Database& database, int last_errno) {
    for (const int which : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
        sqlite3_file* const file = file_of(database.getHandle(), which);
        if (file == nullptr) continue;
        int error = 0;
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &error);
        if (error != 0) return error;
    }
    // SQLite does not keep the errors of the log's index and of journals. Only these come from a failed read or write.
    for (const int likely : {EIO, ENOSPC, EDQUOT, EFBIG, EROFS}) {
        if (last_errno == likely) return likely;
    }
    return 0;
}

/// Sets what needs no statement, because each statement takes some microseconds to prepare.
void configure(SQLite::Database& database) {
    disable_code_in_file(database);
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
}

std::string sqlite_name_of(const std::filesystem::path& path, Connection::Mode mode) {
    return mode == Connection::Mode::read_only ? immutable_uri(path) : plain_path(path);
}

}  // namespace

Connection::Connection(std::string named, std::string file, Mode mode)
    : path_(std::move(named)),
      file_(std::move(file)),
      mode_(mode),
      database_(open_database(sqlite_name_of(file_, mode), path_, flags_of(mode))) {
    configure(database_);
    exec(settings);
    exec(mode == Mode::write ? writers_cache : readers_cache);
}

Connection::Connection(const std::filesystem::path& path, Mode mode) : Connection(path.string(), path.string(), mode) {
    // A damaged log must stay as evidence, so it is checked before it is written back.
    checkpoint_on_close(false);
}

Connection::Connection(const TemporaryFile& file) : Connection(file.place().string(), file.path().string(), Mode::write) {}

Connection::Connection(InMemory named)
    : path_(std::move(named.path)),
      mode_(Mode::write),
      database_(open_database(named.spills ? "" : ":memory:", path_,
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX)) {
    configure(database_);
    exec(settings);
    exec(writers_cache);
}

std::unique_ptr<Connection> Connection::second() const {
    ensure(is_file(), "only a file has two connections");
    std::unique_ptr<Connection> second(new Connection(path_, file_, mode_ == Mode::write ? Mode::read : mode_));
    // This connection writes the log back.
    second->checkpoint_on_close(false);
    second->exec(second_cache);
    second->hold_snapshot();
    // What this one has read, it seldom reads again.
    sqlite3_db_release_memory(database_.getHandle());
    return second;
}

void Connection::exec(const std::string& sql) {
    const int code = database_.tryExec(sql);
    if (code != SQLITE_OK) fail(code, database_.getErrorMsg());
}

void Connection::commit() {
    start_revision(*this);
    exec("COMMIT");
    wrote_ = true;
}

void Connection::release_memory() {
    // Pages that a statement still reads stay where they are.
    const int code = sqlite3_db_cacheflush(database_.getHandle());
    if (code != SQLITE_OK && code != SQLITE_BUSY) fail(code, database_.getErrorMsg());
    exec(readers_cache);
    has_released_memory_ = true;
}

void Connection::restore_memory() {
    if (std::exchange(has_released_memory_, false)) exec(writers_cache);
}

void Connection::define(const char* name, void (*function)(sqlite3_context*, int, sqlite3_value**)) {
    constexpr int arguments = 1;
    database_.createFunction(name, arguments, true, nullptr, function);
}

Query Connection::query(const char* sql) {
    begin_snapshot();
    std::unique_ptr<Query::Prepared>& kept = kept_[sql];
    if (!kept) {
        try {
            kept = std::make_unique<Query::Prepared>(SQLite::Statement(database_, sql));
        } catch (const SQLite::Exception& e) { fail(e.getErrorCode(), e.getErrorStr()); }
    }
    return {*this, *kept};
}

Query Connection::prepare(const std::string& sql) {
    begin_snapshot();
    try {
        return {*this, std::make_unique<Query::Prepared>(SQLite::Statement(database_, sql))};
    } catch (const SQLite::Exception& e) { fail(e.getErrorCode(), e.getErrorStr()); }
}

std::int64_t Connection::integer(const char* sql) {
    Query query = this->query(sql);
    ensure(query.step(), "the statement gives a row");
    return query.integer(0);
}

int Connection::changed_rows() const { return sqlite3_changes(database_.getHandle()); }

bool Connection::is_file() const {
    const char* name = sqlite3_db_filename(database_.getHandle(), "main");
    return name != nullptr && *name != '\0';
}

bool Connection::is_read_only() const { return sqlite3_db_readonly(database_.getHandle(), "main") != 0; }

bool Connection::has_empty_log() const {
    sqlite3_file* const log = file_of(database_.getHandle(), SQLITE_FCNTL_JOURNAL_POINTER);
    sqlite3_int64 bytes = 0;
    return log == nullptr || (log->pMethods->xFileSize(log, &bytes) == SQLITE_OK && bytes == 0);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_.getHandle()) == 0; }

void Connection::copy_to(Connection& to, const std::function<void()>& once_alone) {
    SQLite::Backup copy(to.database_, database_);
    const auto step = [&](int pages) {
        constexpr int pause_ms = 10;
        for (int waited_ms = 0;; waited_ms += pause_ms) {
            try {
                const int code = copy.executeStep(pages);
                if (code == SQLITE_DONE || code == SQLITE_OK) return;
            } catch (const SQLite::Exception& e) { to.fail(e.getErrorCode(), e.getErrorStr()); }
            if (waited_ms >= busy_timeout_ms) to.fail(SQLITE_BUSY, {});
            sqlite3_sleep(pause_ms);
        }
    };
    // The first step takes the lock, even if it copies no pages.
    constexpr int no_pages = 0;
    constexpr int all_pages = -1;
    step(no_pages);
    once_alone();
    step(all_pages);
    if (to.is_file()) to.mark_written();
}

/// SQLite removes the log when the last connection closes, which is the last one if no other has the file open at that moment.
/// Two that close at the same time would both leave the log, so they take turns.
Connection::~Connection() {
    if (!removes_log_) return;
    try {
        end_snapshot();
        write_back();
        // The last to close writes back what others wrote.
        if (is_file_replaced(database_.getHandle())) return;
    } catch (const std::exception&) {
        // The next to open the ledger writes the log back.
    }
    checkpoint_on_close(true);
    closing_turn_.take(sqlite3_db_filename(database_.getHandle(), "main"));
}

void Connection::write_back() {
    if (!std::exchange(wrote_, false)) return;
    end_snapshot();
    sqlite3* const database = database_.getHandle();
    if (is_file_replaced(database)) {
        using machine_fault::LedgerUnusable;
        throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::replaced, path_});
    }
    const int code = sqlite3_wal_checkpoint_v2(database, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    // Busy: another process is writing the log back, and will close later.
    if (code != SQLITE_OK && code != SQLITE_BUSY) fail(code, sqlite3_errmsg(database));
}

void Connection::end_snapshot() {
    if (holds_snapshot_ && in_transaction()) exec("ROLLBACK");
}

void Connection::checkpoint_on_close(bool wanted) {
    sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, wanted ? 0 : 1, nullptr);
}

void Connection::begin_snapshot() {
    if (holds_snapshot_ && !in_transaction()) exec("BEGIN");
}

std::optional<damage::BadHeader> Connection::header_flaw() const {
    // Read through SQLite's descriptor, because closing another one of the same file would release SQLite's locks.
    using damage::BadHeader;
    sqlite3_file* const file = file_of(database_.getHandle(), SQLITE_FCNTL_FILE_POINTER);
    if (file == nullptr) return std::nullopt;
    unsigned char versions[header_versions_bytes]{};
    if (file->pMethods->xRead(file, versions, sizeof versions, header_versions_at) != SQLITE_OK)
        return BadHeader{BadHeader::What::unreadable};
    if (are_versions_of_wal(versions)) return std::nullopt;
    return BadHeader{BadHeader::What::of_no_ledger};
}

void Connection::require_whole_log() {
    const auto damage = find_log_damage(database_.getHandle());
    if (damage) throw DamagedLedger({damage::BadLog{damage->frame, damage->commits}}, path_);
    removes_log_ = true;
}

void Connection::fail(int code, const std::string& message) const {
    const int last_errno = errno;
    using machine_fault::LedgerUnusable;
    if ((code & primary_code_mask) == SQLITE_READONLY) {
        if (const auto flaw = header_flaw()) throw DamagedLedger({*flaw}, path_);
    }
    switch (code & primary_code_mask) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::busy, path_});
        case SQLITE_FULL:
            throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::disk_full, path_});
        case SQLITE_IOERR: {
            const int error = machine_error(database_, last_errno);
            if (error == ENOSPC) throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::disk_full, path_});
            const std::string reason = error == 0 ? message : std::generic_category().message(error);
            throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::broken, path_, reason});
        }
        case SQLITE_CANTOPEN:
            refuse_by_machine_error(last_open_error(), path_);
            [[fallthrough]];
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::no_access, path_, message});
        case SQLITE_NOTADB:
            throw DamagedLedger({damage::NotADatabase{}}, path_);
        case SQLITE_CORRUPT:
            throw DamagedLedger({damage::BadPages{}}, path_);
        case SQLITE_ERROR:
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG:
        case SQLITE_CONSTRAINT:
            fail_by_damage_or_defect(file_, path_, message);
        default:
            throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::other, path_, message});
    }
}

}  // namespace inmail::store
