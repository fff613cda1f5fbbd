#include "inmail/store/sqlite/backup.hpp"

#include <unistd.h>

#include <memory>
#include <set>

#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/sqlite/ledger_path.hpp"
#include "sqlite/chain_check.hpp"
#include "sqlite/copy.hpp"
#include "sqlite/open_connection.hpp"
#include "sqlite/open_ledger.hpp"
#include "sqlite/proof.hpp"
#include "sqlite/revision.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

using Use = ledger_fault::UnusablePath::Use;
using Why = ledger_fault::UnusablePath::Why;
using TakenBy = ledger_refusal::PathTaken::By;

[[noreturn]] void refuse_path(Use use, Why why, const fs::path& path) {
    throw InvalidLedgerRequest(ledger_fault::UnusablePath{use, why, path.string()});
}

[[noreturn]] void refuse_taken(const fs::path& path, TakenBy by) {
    throw RefusedByLedger(ledger_refusal::PathTaken{by, path.string()});
}

void refuse_side_files(const fs::path& path, Use use, Why why) {
    for (const char* suffix : side_files) {
        if (is_there(path.string() + suffix)) refuse_path(use, why, path.string() + suffix);
    }
}

void record_backup(Connection& connection, const fs::path& path, Instant now, const Digest& head) {
    connection.exec("BEGIN IMMEDIATE");
    try {
        connection.query("INSERT INTO backup (id, path, made_at, head) SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3 FROM backup")
            .with(path.string(), now, head)
            .run();
        connection.commit();
    } catch (...) {
        if (connection.in_transaction()) connection.exec("ROLLBACK");
        throw;
    }
}

void check_backup_place(const fs::path& ledger, const fs::path& to, bool replace) {
    std::error_code none;
    if (fs::is_directory(to, none)) refuse_path(Use::backup, Why::is_directory, to);
    const bool is_taken = is_there(to);
    if (is_taken && fs::symlink_status(to, none).type() != fs::file_type::regular)
        refuse_path(Use::backup, Why::no_regular_file, to);
    refuse_ledgers_own(ledger, to);
    if (is_taken && !replace) refuse_taken(to, TakenBy::file);
    refuse_side_files(to, Use::backup, Why::left_by_database);
}

/// Whether `newer` holds everything that `older` holds.
bool grew_into(OpenLedger& older, OpenLedger& newer) {
    return older.info.id == newer.info.id && is_link(newer, older.head().hash);
}

/// The number of prospects that `current` has erased and `backup` still names.
std::int64_t names_brought_back(OpenLedger& current, OpenLedger& backup) {
    std::set<Digest> erased;
    Query digests = current.connection->prepare("SELECT digest FROM erased_prospect");
    while (digests.step()) erased.insert(digests.digest(0));
    if (erased.empty()) return 0;
    std::int64_t named = 0;
    Query prospects = backup.connection->prepare("SELECT salt, name FROM prospect");
    while (prospects.step()) {
        if (erased.count(backup.names.prospects.digest_of(prospects.blob(0), prospects.text(1))) != 0) ++named;
    }
    return named;
}

void refuse_the_erased(std::int64_t names) {
    if (names == 0) return;
    throw RefusedByLedger(ledger_refusal::BringsNamesBack{names});
}

void refuse_what_is_newer(OpenLedger& current, OpenLedger& backup) {
    if (current.info.id != backup.info.id) throw RefusedByLedger(ledger_refusal::OtherLedger{current.connection->path()});
    if (grew_into(current, backup)) return;
    throw RefusedByLedger(ledger_refusal::LosesEvents{current.head().seq, backup.head().seq});
}

fs::path move_aside(const fs::path& ledger, Instant now) {
    fs::path place = place_aside(ledger, "damaged", now);
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::error_code error;
        if (is_there(ledger.string() + suffix)) fs::rename(ledger.string() + suffix, place.string() + suffix, error);
        if (!error) continue;
        using machine_fault::FileUnusable;
        throw FailedMachine(FileUnusable{FileUnusable::What::move_aside, ledger.string() + suffix, error.value()});
    }
    return place;
}

/// The ledger to be replaced; null if it cannot be read and `force` is set.
std::unique_ptr<OpenLedger> open_current(const fs::path& ledger, bool force, const OnLogFound& on_log_found) {
    try {
        return std::make_unique<OpenLedger>(open_connection(ledger, Access::write, on_log_found).connection);
    } catch (const DamagedLedger& damage) {
        // A program that has it open would go on writing into the moved file.
        const auto* log = std::get_if<damage::UnknownLog>(&damage.damage().what);
        if (log != nullptr && log->in_use) throw;
        if (force) return nullptr;
        throw RefusedByLedger(ledger_refusal::UnreadableLedger{damage});
    }
}

}  // namespace

BackedUp backup(const fs::path& ledger, const fs::path& to, bool replace, Instant now, const OnLogFound& on_log_found) {
    check_backup_place(ledger, to, replace);
    auto source = open_connection(ledger, Access::read, on_log_found).connection;
    make_directories_for(to);
    TemporaryFile temporary(to, Unfinished::database);
    copy_into(*source, temporary);
    source.reset();
    const fs::path place = fs::absolute(to);
    Digest head;
    {
        OpenLedger copy = open_alone(temporary);
        head = copy.head().hash;
        record_backup(*copy.connection, place, now, head);
    }
    BackedUp backup;
    static_cast<Copied&>(backup) = prove(temporary, to, DamagedLedger::Whose::copy);
    if (replace)
        temporary.replace_place();
    else if (!temporary.put_in_place())
        refuse_taken(to, TakenBy::file);
    try {
        record_backup(*open_connection(ledger, Access::write, on_log_found).connection, place, now, head);
    } catch (const FailedMachine& failure) { backup.not_noted = failure; }
    return backup;
}

Restored restore(const fs::path& from, const fs::path& ledger, bool force, Instant now, const OnLogFound& on_log_found) {
    Restored restored;
    std::error_code none;
    if (!is_there(from)) refuse_path(Use::restored_backup, Why::nothing_there, from);
    if (fs::equivalent(from, ledger, none)) refuse_path(Use::restored_backup, Why::is_the_ledger, from);
    make_directories_for(ledger);
    TemporaryFile temporary(ledger, Unfinished::database);
    {
        // A backup stays as it is, so migrate a copy. Only a log beside it is written back into it.
        const auto source = connect_at_rest(from, on_log_found);
        copy_into(*source, temporary);
    }
    {
        Connection copy(temporary);
        bring_up_to_date(copy, now);
        start_revision(copy);
    }
    static_cast<Copied&>(restored) = prove(temporary, from, DamagedLedger::Whose::backup);

    if (is_there(ledger)) {
        if (const auto current = open_current(ledger, force, on_log_found)) {
            OpenLedger backup = open_alone(temporary);
            // Other processes' events before this are compared here. Later ones go into the restored ledger.
            backup.connection->copy_to(*current->connection, [&] {
                OpenLedger seen(open_connection(ledger, Access::read, on_log_found).connection);
                restored.names_brought_back = names_brought_back(seen, backup);
                if (!force) {
                    refuse_what_is_newer(seen, backup);
                    refuse_the_erased(restored.names_brought_back);
                }
                restored.kept = copy_aside(*seen.connection, "before-restore", now);
                start_revision_of_copy(*backup.connection, *seen.connection);
            });
            return restored;
        }
        restored.kept = move_aside(ledger, now);
    }
    // SQLite would read a removed ledger's side files as part of the restored ledger.
    refuse_side_files(ledger, Use::ledger, Why::left_by_ledger);
    if (!temporary.put_in_place()) refuse_taken(ledger, TakenBy::newcomer);
    return restored;
}

}  // namespace inmail::store
