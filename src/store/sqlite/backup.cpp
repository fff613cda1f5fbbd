#include "inmail/store/backup.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <set>

#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"
#include "sqlite/copy.hpp"
#include "sqlite/durable_file.hpp"
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

/// Opens a file that nobody else has, leaving nothing beside it.
OpenLedger open_alone(const fs::path& path) { return OpenLedger(std::make_unique<Connection>(path, Connection::Mode::create)); }

Copied prove(const fs::path& copy, const std::string& whose) {
    OpenLedger ledger = open_alone(copy);
    const auto problems = problems_of(ledger, {});
    if (!problems.empty())
        throw DamagedLedger(whose + " is damaged: " + problems.front(), "`inmail verify` lists what is wrong with a ledger.");
    const Head head = ledger.head();
    return {head.seq, to_hex(head.hash)};
}

void check_backup_place(const fs::path& ledger, const fs::path& to, bool replace) {
    std::error_code none;
    if (fs::is_directory(to, none)) throw InputError(shown(to) + " is a directory", "Name a file to write the backup to.");
    if (is_there(to) && fs::symlink_status(to, none).type() != fs::file_type::regular) {
        throw InputError(shown(to) + " is no regular file", "Name a file to write the backup to.");
    }
    refuse_ledgers_own(ledger, to);
    if (is_there(to) && !replace) throw Refusal(shown(to) + " exists already", "Name another file; --force replaces it.");
    for (const char* suffix : side_files) {
        if (!is_there(to.string() + suffix)) continue;
        throw InputError(fmt::format("there is {}{}, left by another database", shown(to), suffix), "Move that file away first.");
    }
}

/// Whether everything that `older` holds stands in `newer` too.
bool grew_into(OpenLedger& older, OpenLedger& newer) {
    return older.info.id == newer.info.id && is_link(newer, older.head().hash);
}

/// How many of those whom `current` has erased `backup` still names.
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
    throw Refusal(fmt::format("the backup brings back {} that the ledger has erased",
                              names == 1 ? "a name" : fmt::format("{} names", names)),
                  "--force restores it all the same: then `inmail forget` them again.");
}

void refuse_what_is_newer(OpenLedger& current, OpenLedger& backup) {
    if (current.info.id != backup.info.id) {
        throw Refusal(shown(current.connection->path()) + " is another ledger than the one that was backed up",
                      "Name another place with --ledger; --force keeps what is there in a file beside it, and restores.");
    }
    if (grew_into(current, backup)) return;
    throw Refusal(fmt::format("the ledger holds {} events and the backup {}: what is not in the backup would be lost",
                              current.head().seq, backup.head().seq),
                  "--force keeps the ledger in a file beside it, and restores.");
}

fs::path move_aside(const fs::path& ledger, Instant now) {
    const fs::path place = place_aside(ledger, "damaged", now);
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::error_code error;
        if (is_there(ledger.string() + suffix)) fs::rename(ledger.string() + suffix, place.string() + suffix, error);
        if (error) throw MachineFailure(fmt::format("{}{} cannot be moved aside: {}", shown(ledger), suffix, error.message()));
    }
    return place;
}

/// What stands in the ledger's place, if it can be read as a ledger.
std::unique_ptr<OpenLedger> open_current(const fs::path& ledger, bool force) {
    try {
        return std::make_unique<OpenLedger>(open_connection(ledger, Access::write));
    } catch (const DamagedLedger& damage) {
        if (force) return nullptr;
        throw Refusal(std::string("what stands in the ledger's place cannot be read: ") + damage.what(),
                      "--force moves it aside, and restores.");
    }
}

}  // namespace

Copied backup(const fs::path& ledger, const fs::path& to, bool replace, Instant now) {
    check_backup_place(ledger, to, replace);
    OpenLedger source(open_connection(ledger, Access::write));
    make_directories_for(to);
    TemporaryFile temporary(to);
    copy_into(*source.connection, temporary);
    const fs::path place = fs::absolute(to);
    Digest head;
    {
        OpenLedger copy = open_alone(temporary.path());
        head = copy.head().hash;
        record_backup(*copy.connection, place, now, head);
    }
    const Copied copied = prove(temporary.path(), "the copy");
    if (replace)
        temporary.replace_place();
    else if (!temporary.put_in_place())
        throw Refusal(shown(to) + " exists already", "Name another file; --force replaces it.");
    record_backup(*source.connection, place, now, head);
    return copied;
}

Restored restore(const fs::path& from, const fs::path& ledger, bool force, Instant now) {
    Restored restored;
    std::error_code none;
    if (!is_there(from)) throw InputError("there is no backup at " + shown(from), "Name the file that `inmail backup` wrote.");
    if (fs::equivalent(from, ledger, none)) throw InputError(shown(from) + " is the ledger itself", "Name the backup's file.");
    make_directories_for(ledger);
    TemporaryFile temporary(ledger);
    {
        // A backup is never written to: its copy is brought up to date instead.
        const auto source = connect_at_rest(from);
        copy_into(*source, temporary);
    }
    bring_up_to_date(*std::make_unique<Connection>(temporary.path(), Connection::Mode::create), now);
    static_cast<Copied&>(restored) = prove(temporary.path(), "the backup " + shown(from));

    if (is_there(ledger)) {
        if (const auto current = open_current(ledger, force)) {
            OpenLedger backup = open_alone(temporary.path());
            // What others record until then is seen here, and what they record later is recorded in what is restored.
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
    // SQLite would take what a removed ledger left behind for a part of the restored one.
    for (const char* suffix : side_files) {
        if (!is_there(ledger.string() + suffix)) continue;
        throw InputError(fmt::format("there is {}{}, left by a ledger that was removed", shown(ledger), suffix),
                         "Move that file away first.");
    }
    if (!temporary.put_in_place()) throw Refusal(shown(ledger) + " appeared while the backup was being proved", "Try again.");
    return restored;
}

}  // namespace inmail::store
