#include "sqlite/create_file.hpp"

#include <string>

#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/files/durable_file.hpp"
#include "new_ledger_id.hpp"
#include "sqlite/ledger_path.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/permission.hpp"
#include "sqlite/raw_file.hpp"
#include "sqlite/revision.hpp"

namespace inmail::store {

namespace fs = std::filesystem;

bool is_ledger(const fs::path& path) {
    if (!fs::is_regular_file(path)) return false;
    require_permission_to_read(path);
    return RawFile(path).is_ledger();
}

void require_free_place(const fs::path& path) {
    using ledger_fault::UnusablePath;
    refuse_dangling_link(path);
    if (is_there(path)) {
        using ledger_refusal::PathTaken;
        if (is_ledger(path)) throw RefusedByLedger(PathTaken{PathTaken::By::ledger, path.string()});
        throw InvalidLedgerRequest(UnusablePath{UnusablePath::Use::new_ledger, UnusablePath::Why::other_file, path.string()});
    }
    // SQLite would read a removed ledger's side files as part of the new ledger.
    for (const char* suffix : side_files) {
        const fs::path beside = path.string() + suffix;
        if (!is_there(beside)) continue;
        throw InvalidLedgerRequest(
            UnusablePath{UnusablePath::Use::new_ledger, UnusablePath::Why::left_by_ledger, beside.string()});
    }
}

void finish_file(Connection& connection) {
    start_revision(connection);
    Query wal = connection.query("PRAGMA journal_mode = WAL");
    using machine_fault::LedgerUnusable;
    if (!wal.step() || wal.text(0) != "wal")
        throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::no_log, connection.path(), {}});
}

namespace {

std::int64_t shipped_rulebook(Connection& connection, const std::string& name) {
    std::vector<std::string> known;
    Query query = connection.query("SELECT id, name FROM rulebook ORDER BY id");
    while (query.step()) {
        if (query.text(1) == name) return query.integer(0);
        known.push_back(query.string(1));
    }
    throw InvalidLedgerRequest(ledger_fault::NoSuchRulebook{name, std::move(known)});
}

void build(const TemporaryFile& file, const std::string& default_rulebook, const std::string& zone, Instant now) {
    Connection connection(file);
    migrate(connection, now);
    connection.query("INSERT INTO ledger (only_row, id, default_rulebook, zone, created_at) VALUES (1, ?1, ?2, ?3, ?4)")
        .with(new_ledger_id(), shipped_rulebook(connection, default_rulebook), zone, now)
        .run();
    finish_file(connection);
}

}  // namespace

void create_file(const fs::path& path, const std::string& default_rulebook, const std::string& zone, Instant now) {
    require_free_place(path);
    make_directories_for(path);
    // Build under a temporary name, so that an interruption leaves no unfinished ledger.
    TemporaryFile temporary(path, Unfinished::database);
    build(temporary, default_rulebook, zone, now);
    if (!temporary.put_in_place()) require_free_place(path);
}

}  // namespace inmail::store
