#include "inmail/store/backup.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <set>

#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"
#include "sqlite/copy.hpp"
#include "sqlite/open_connection.hpp"
#include "sqlite/open_ledger.hpp"
#include "sqlite/verify.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

std::string shown(const fs::path& path) { return for_terminal(path.string()); }

void record_backup(Connection& connection, const fs::path& path, Instant now, const Digest& head) {
    connection.query("INSERT INTO backup (id, path, made_at, head) SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3 FROM backup")
        .with(path.string(), now, head)
        .run();
}

/// Opens a file that no other process uses, without side files.
OpenLedger open_alone(const fs::path& path) { return OpenLedger(std::make_unique<Connection>(path, Connection::Mode::create)); }

Copied prove(const fs::path& copy, const std::string& whose) {
    OpenLedger ledger = open_alone(copy);
    const auto problems = problems_of(ledger, {});
    if (!problems.empty())
        throw DamagedLedger(whose + " is damaged: " + problems.front(), "`inmail verify` lists a ledger's problems.");
    const Head head = ledger.head();
    return {head.seq, to_hex(head.hash)};
}

void check_backup_place(const fs::path& ledger, const fs::path& to, bool replace) {
    std::error_code none;
    if (fs::is_directory(to, none)) throw InputError(shown(to) + " is a directory", "Name a file to write the backup to.");
    if (is_there(to) && fs::symlink_status(to, none).type() != fs::file_type::regular) {
        throw InputError(shown(to) + " is not a regular file", "Name a file to write the backup to.");
    }
    refuse_ledgers_own(ledger, to);
    if (is_there(to) && !replace)
        throw Refusal(shown(to) + " exists already", "Name another file, or use --force to replace it.");
    for (const char* suffix : side_files) {
        if (!is_there(to.string() + suffix)) continue;
        throw InputError(fmt::format("there is {}{}, left by another database", shown(to), suffix), "Move that file away first.");
    }
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
    throw Refusal(fmt::format("the backup would bring back {} that the ledger has erased",
                              names == 1 ? "a name" : fmt::format("{} names", names)),
                  "Use --force to restore it anyway, then `inmail forget` them again.");
}

void refuse_what_is_newer(OpenLedger& current, OpenLedger& backup) {
    if (current.info.id != backup.info.id) {
        throw Refusal(shown(current.connection->path()) + " is not the ledger that was backed up",
                      "Name another file with --ledger, or use --force: the ledger there is kept in a file beside it.");
    }
    if (grew_into(current, backup)) return;
    throw Refusal(fmt::format("the ledger holds {} events and the backup {}: events that the backup lacks would be lost",
                              current.head().seq, backup.head().seq),
                  "Use --force to restore anyway; the ledger is kept in a file beside it.");
}

fs::path move_aside(const fs::path& ledger, Instant now) {
    fs::path place = place_aside(ledger, "damaged", now);
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::error_code error;
        if (is_there(ledger.string() + suffix)) fs::rename(ledger.string() + suffix, place.string() + suffix, error);
        if (error) throw MachineFailure(fmt::format("cannot move {}{} aside: {}", shown(ledger), suffix, error.message()));
    }
    return place;
}

/// The ledger to be replaced; null if it cannot be read and `force` is set.
std::unique_ptr<OpenLedger> open_current(const fs::path& ledger, bool force) {
    try {
        return std::make_unique<OpenLedger>(open_connection(ledger, Access::write));
    } catch (const DamagedLedger& damage) {
        if (force) return nullptr;
        throw Refusal(std::string("cannot read the ledger to be replaced: ") + damage.what(),
                      "Use --force to restore anyway; the file is moved aside.");
    }
}

}  // namespace

Copied backup(const fs::path& ledger, const fs::path& to, bool replace, Instant now) {
    check_backup_place(ledger, to, replace);
    OpenLedger source(open_connection(ledger, Access::write));
    make_directories_for(to);
    TemporaryFile temporary(to, Unfinished::database);
    copy_into(*source.connection, temporary);
    const fs::path place = fs::absolute(to);
    Digest head;
    {
        OpenLedger copy = open_alone(temporary.path());
        head = copy.head().hash;
        record_backup(*copy.connection, place, now, head);
    }
    Copied copied = prove(temporary.path(), "the copy");
    if (replace)
        temporary.replace_place();
    else if (!temporary.put_in_place())
        throw Refusal(shown(to) + " exists already", "Name another file, or use --force to replace it.");
    record_backup(*source.connection, place, now, head);
    return copied;
}

Restored restore(const fs::path& from, const fs::path& ledger, bool force, Instant now) {
    Restored restored;
    std::error_code none;
    if (!is_there(from)) throw InputError("there is no backup at " + shown(from), "Name the file that `inmail backup` wrote.");
    if (fs::equivalent(from, ledger, none)) throw InputError(shown(from) + " is the ledger itself", "Name the backup's file.");
    make_directories_for(ledger);
    TemporaryFile temporary(ledger, Unfinished::database);
    {
        // A backup is never written to, so migrate a copy.
        const auto source = connect_at_rest(from);
        copy_into(*source, temporary);
    }
    bring_up_to_date(*std::make_unique<Connection>(temporary.path(), Connection::Mode::create), now);
    static_cast<Copied&>(restored) = prove(temporary.path(), "the backup " + shown(from));

    if (is_there(ledger)) {
        if (const auto current = open_current(ledger, force)) {
            OpenLedger backup = open_alone(temporary.path());
            // Other processes' events before this are compared here. Later ones go into the restored ledger.
            backup.connection->copy_to(*current->connection, [&] {
                OpenLedger seen(open_connection(ledger, Access::read));
                restored.names_brought_back = names_brought_back(seen, backup);
                if (!force) {
                    refuse_what_is_newer(seen, backup);
                    refuse_the_erased(restored.names_brought_back);
                }
                restored.kept = copy_aside(*seen.connection, "before-restore", now);
            });
            return restored;
        }
        restored.kept = move_aside(ledger, now);
    }
    // SQLite would read a removed ledger's side files as part of the restored ledger.
    for (const char* suffix : side_files) {
        if (!is_there(ledger.string() + suffix)) continue;
        throw InputError(fmt::format("there is {}{}, left by a ledger that was removed", shown(ledger), suffix),
                         "Move that file away first.");
    }
    if (!temporary.put_in_place()) throw Refusal(shown(ledger) + " appeared while the backup was checked", "Try again.");
    return restored;
}

}  // namespace inmail::store
