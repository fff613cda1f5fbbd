#include "sqlite/foreign_log.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <optional>
#include <system_error>
#include <thread>

#include "inmail/core/damage.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/files/durable_file.hpp"
#include "sqlite/copy.hpp"
#include "sqlite/logged_revisions.hpp"
#include "sqlite/open_connection.hpp"
#include "sqlite/raw_file.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

/// A concurrent write makes file and log disagree for a moment.
constexpr std::chrono::milliseconds settling_pause{10};

enum class LogOwner {
    nobody,    ///< there is nothing that SQLite would replay
    ledger,    ///< the ledger that it lies beside
    another,   ///< another file
    unmarked,  ///< other programs than this one wrote all of it
    unknown,
};

/// A log continues the file's revision if it begins there, or if it made that revision: then it was written back in part.
LogOwner owner_of_log(const RawFile& file, const fs::path& log) {
    std::optional<RevisionId> begins;
    std::optional<RevisionId> present;
    const auto continues_file = [&](const LoggedRevision& logged) {
        if (!begins) {
            begins = logged.revision.previous;
            present = file.revision_in(logged.page);
        }
        return present && (*present == *begins || *present == logged.revision.id);
    };
    const LoggedRevisions logged = read_logged_revisions(log, continues_file);
    if (!logged.has_transactions) return LogOwner::nobody;
    if (begins && continues_file(logged.revisions.back())) return LogOwner::ledger;

    const bool has_earlier_schema = file.schema_version() < first_version_with_revisions;
    if (!begins) return has_earlier_schema ? LogOwner::ledger : LogOwner::unmarked;
    // The row may have moved to another page, as by VACUUM.
    const std::vector<RevisionId> in_file = file.revisions();
    const bool is_of_earlier_schema = in_file.empty() && has_earlier_schema;
    const auto continues = [&](const RevisionId& id) {
        return id == *begins || std::any_of(logged.revisions.begin(), logged.revisions.end(),
                                            [&id](const LoggedRevision& made) { return made.revision.id == id; });
    };
    if (std::any_of(in_file.begin(), in_file.end(), continues)) return LogOwner::ledger;
    if (!in_file.empty()) return LogOwner::another;
    // Either the file is of an earlier schema, or the write-back that makes or moves the row was cut short.
    if (*begins == no_revision || logged.replaces_all) return LogOwner::ledger;
    return is_of_earlier_schema ? LogOwner::another : LogOwner::unknown;
}

/// SQLite replays a journal whose first byte is not zero. A ledger uses a write-ahead log, so none is its own.
LogOwner owner_of_journal(const RawFile& file, const fs::path& journal) {
    std::ifstream in(journal, std::ios::binary);
    const int first = in.get();
    if (!in || first == 0) return LogOwner::nobody;
    return file.uses_wal() ? LogOwner::another : LogOwner::unknown;
}

struct Beside {
    fs::path path;
    const char* kept_as;
    LogOwner (*owner)(const RawFile&, const fs::path&);
};

bool has_content(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return !error && size > 0;
}

fs::path index_of(const fs::path& ledger) { return ledger.string() + "-shm"; }

/// Whether a program uses the log's index: it may have opened the ledger before another file took its name.
bool is_index_in_use(const fs::path& ledger) {
    // Closing this releases the process's own locks on the index. It has none: `settle` asks only while no process, not even this
    // one, has the ledger open.
    const int descriptor = ::open(index_of(ledger).c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return errno != ENOENT;
    // Each user of the index holds this lock (SQLite's os_unix.c, UNIX_SHM_DMS).
    constexpr off_t users_lock = 128;
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = users_lock;
    lock.l_len = 1;
    const bool is_free = ::fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type == F_UNLCK;
    ::close(descriptor);
    return !is_free;
}

void keep_aside(const fs::path& ledger, const Beside& beside, const OnLogFound& on_log_found) {
    const fs::path place = place_aside(ledger, beside.kept_as, clock_now());
    std::error_code error;
    fs::rename(beside.path, place, error);
    if (error) {
        throw FailedMachine(
            machine_fault::FileUnusable{machine_fault::FileUnusable::What::move_aside, beside.path.string(), error.value()});
    }
    fs::remove(index_of(ledger), error);
    sync_directory_of(ledger);
    if (on_log_found) on_log_found(SetAside{beside.path, place});
}

/// Why nothing can be written to the ledger or beside it (errno); 0: it can.
int error_of_writing(const fs::path& ledger) {
    const bool is_writable = ::access(ledger.parent_path().c_str(), W_OK) == 0 && ::access(ledger.c_str(), W_OK) == 0;
    return is_writable ? 0 : errno;
}

/// Decides about one file beside the ledger. False: ask again, because a process has the ledger open and may be changing both.
bool settle(const fs::path& ledger, const Beside& beside, const OnLogFound& on_log_found) {
    if (!has_content(beside.path)) return true;
    RawFile file(ledger);
    if (!file.is_ledger()) throw DamagedLedger({damage::NotALedger{}}, ledger.string());
    const LogOwner seen = beside.owner(file, beside.path);
    if (seen == LogOwner::nobody || seen == LogOwner::ledger) return true;
    if (const int error = error_of_writing(ledger); error != 0) {
        // SQLite cannot replay it either, and will report that.
        if (seen == LogOwner::unmarked) return true;
        using machine_fault::LedgerUnusable;
        throw FailedMachine(
            LedgerUnusable{LedgerUnusable::Why::foreign_log_stuck, ledger.string(), std::generic_category().message(error)});
    }
    const bool is_alone = file.lock_if_alone();
    // A program that shares a log with a running one sees the same ledger.
    if (!is_alone) return seen == LogOwner::unmarked;
    if (is_index_in_use(ledger)) return false;
    // Now neither can change. They may have changed since the check above.
    const LogOwner owner = has_content(beside.path) ? beside.owner(RawFile(ledger), beside.path) : LogOwner::nobody;
    if (owner == LogOwner::another) keep_aside(ledger, beside, on_log_found);
    if (owner == LogOwner::unmarked || owner == LogOwner::unknown)
        throw DamagedLedger({damage::UnknownLog{beside.path.string(), false}}, ledger.string());
    return true;
}

}  // namespace

void require_regular_side_files(const fs::path& path) {
    std::error_code error;
    const fs::path ledger = fs::canonical(path, error);
    if (error) return;
    for (const char* suffix : side_files) {
        const fs::path beside = ledger.string() + suffix;
        const fs::file_type type = fs::symlink_status(beside, error).type();
        if (type == fs::file_type::regular || type == fs::file_type::not_found || type == fs::file_type::none) continue;
        using machine_fault::FileUnusable;
        throw FailedMachine(FileUnusable{FileUnusable::What::use_beside_ledger, beside.string()});
    }
}

void set_foreign_logs_aside(const fs::path& path, const OnLogFound& on_log_found) {
    std::error_code error;
    const fs::path ledger = fs::canonical(path, error);  // SQLite keeps the log beside the file that links lead to
    if (error) return;
    for (const Beside& beside : {Beside{ledger.string() + "-wal", "foreign-log", owner_of_log},
                                 Beside{ledger.string() + "-journal", "foreign-journal", owner_of_journal}}) {
        constexpr int tries = 100;
        for (int i = 0; !settle(ledger, beside, on_log_found); ++i) {
            if (i == tries) throw DamagedLedger({damage::UnknownLog{beside.path.string(), true}}, ledger.string());
            std::this_thread::sleep_for(settling_pause);
        }
    }
}

bool is_file_replaced(sqlite3* connection) {
    const fs::path ledger = sqlite3_db_filename(connection, "main");
    const fs::path log = ledger.string() + "-wal";
    const auto is_replaced = [&] {
        if (!has_content(log)) return false;
        const RawFile file(connection, ledger);
        if (!file.is_ledger()) return true;
        const LogOwner owner = owner_of_log(file, log);
        return owner == LogOwner::another || owner == LogOwner::unknown;
    };
    constexpr int tries = 10;
    for (int i = 0; i < tries; ++i) {
        if (!is_replaced()) return false;
        std::this_thread::sleep_for(settling_pause);
    }
    return true;
}

}  // namespace inmail::store
