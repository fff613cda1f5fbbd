// What the machine refuses, and what to do about it.

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "inmail/core/machine_faults.hpp"
#include "messages/error_words.hpp"

namespace inmail::render {
namespace {

using namespace machine_fault;

struct MachineFaultWords {
    ErrorWords operator()(const LedgerUnusable& f) const {
        const std::string ledger = f.path.empty() ? "the ledger" : "the ledger " + f.path;
        switch (f.why) {
            case LedgerUnusable::Why::busy:
                return {ledger + " is busy: another program has been writing to it for 10 seconds", "Try again.", {}};
            case LedgerUnusable::Why::others_record:
                return {ledger + " is busy: others keep recording to it", "Try again; nothing was recorded.", {}};
            case LedgerUnusable::Why::disk_full:
                return {fmt::format("{} cannot grow: {}", ledger, std::strerror(ENOSPC)),
                        "Free some space and try again; nothing was recorded.",
                        {}};
            case LedgerUnusable::Why::cannot_open:
                return {fmt::format("cannot open {}: {}", ledger, f.reason), "Check the permissions of the file.", {}};
            case LedgerUnusable::Why::not_readable:
            case LedgerUnusable::Why::not_writable:
                return {fmt::format("{} is owned by {} and not {} by you", ledger, f.reason,
                                    f.why == LedgerUnusable::Why::not_readable ? "readable" : "writable"),
                        fmt::format("Ask {} for access, or name another ledger with --ledger.", f.reason),
                        {}};
            case LedgerUnusable::Why::no_access:
                return {fmt::format("{} cannot be used: {}", ledger, f.reason),
                        "Check the permissions of the file, its directory and its side files (-wal, -shm).",
                        {}};
            case LedgerUnusable::Why::no_log:
                return {ledger + " cannot use a write-ahead log", "Name a place on a local disk.", {}};
            case LedgerUnusable::Why::broken:
                return {fmt::format("{} cannot be read or written: {}", ledger, f.reason),
                        "Check the disk it is on and try again.",
                        {}};
            case LedgerUnusable::Why::log_stuck:
                return {fmt::format("{} has records in its log (-wal), which cannot be written back: {}", ledger, f.reason),
                        "Copy both files to a place that you can write to, and use the copy.",
                        {}};
            case LedgerUnusable::Why::folder_read_only:
                return {fmt::format("nothing can be written beside {}: {}", ledger, f.reason),
                        "Copy it to a place that you can write to, and record in the copy.",
                        {}};
            case LedgerUnusable::Why::replaced:
                return {fmt::format("another file replaced {} meanwhile", ledger), "Try again.", {}};
            case LedgerUnusable::Why::foreign_log_stuck:
                return {fmt::format("a log of another file is beside {}, and cannot be moved away: {}", ledger, f.reason),
                        "Copy only the ledger's file to a place that you can write to, and use the copy.",
                        {}};
            case LedgerUnusable::Why::cannot_lock:
                return {
                    fmt::format("a log of another file is beside {}, and the ledger cannot be locked to move it away", ledger),
                    "Check the permissions of both files and their directory.",
                    {}};
            case LedgerUnusable::Why::too_long:
                return {fmt::format("the path {} is too long for a ledger", f.path),
                        "Name a place whose whole path has fewer than 440 bytes, and the file's name fewer than 190.",
                        {}};
            case LedgerUnusable::Why::too_many_files:
                return {fmt::format("{} cannot be opened: {}", ledger, std::strerror(EMFILE)),
                        "Raise the limit with `ulimit -n`, or close other programs.",
                        {}};
            case LedgerUnusable::Why::hard_link:
                return {fmt::format("{} has another name (a hard link): what is recorded through both would be lost", ledger),
                        "Remove the other name, or use a copy that `inmail backup` makes; nothing was recorded.",
                        {}};
            case LedgerUnusable::Why::mounted_alone:
                return {fmt::format("{} is mounted as a single file: what is recorded here and at its own place would be lost",
                                    ledger),
                        "Mount its directory instead; nothing was recorded.",
                        {}};
            case LedgerUnusable::Why::other:
                break;
        }
        return {fmt::format("{} cannot be used: {}", ledger, f.reason), "", {}};
    }
    ErrorWords operator()(const ServerUnusable& f) const {
        const std::string ledger = f.server.empty() ? "the ledger on the server" : "the ledger " + f.server;
        switch (f.why) {
            case ServerUnusable::Why::no_connection:
                return {fmt::format("cannot reach {}: {}", ledger, f.reason),
                        "Check the location, the network and your password; nothing was recorded.",
                        {}};
            case ServerUnusable::Why::wants_password:
                return {ledger + " wants a password", "Write it to ~/.pgpass, which only you may read.", {}};
            case ServerUnusable::Why::no_library:
                return {"cannot load libpq, which reaches a ledger on a server: " + f.reason,
                        "Install libpq (Debian: libpq5), or name a ledger's file.",
                        {}};
            case ServerUnusable::Why::too_old:
                return {fmt::format("the server of {} is PostgreSQL {}", ledger, f.reason), "Use PostgreSQL 13 or later.", {}};
            case ServerUnusable::Why::no_rights:
                return {fmt::format("the user {} has no rights to do this in {}", f.reason, ledger),
                        fmt::format("Ask the ledger's owner to do it, or for rights: `inmail grant {}`.", f.reason),
                        {}};
            case ServerUnusable::Why::cannot_create:
                return {fmt::format("the user {} may not make a ledger in the database {}", f.reason, f.server),
                        "Ask the database's owner to make it, or for the right: `GRANT CREATE ON DATABASE ...`.",
                        {}};
            case ServerUnusable::Why::read_only:
                return {fmt::format("the server of {} takes no writes: it is a standby, or set to be read-only", ledger),
                        "Name the primary server; nothing was recorded.",
                        {}};
            case ServerUnusable::Why::disk_full:
                return {fmt::format("{} cannot grow: the server's disk is full", ledger),
                        "Free some space there and try again; nothing was recorded.",
                        {}};
            case ServerUnusable::Why::slow:
                return {fmt::format("{} took longer than 30 seconds to answer", ledger), "Try again; nothing was recorded.", {}};
            case ServerUnusable::Why::lost_connection:
                return {
                    fmt::format("the connection to {} was lost: {}", ledger, f.reason), "Try again; nothing was recorded.", {}};
            case ServerUnusable::Why::lost_commit:
                return {fmt::format("the connection to {} was lost while it recorded: {}", ledger, f.reason),
                        "It may be recorded: see `inmail history` before you try again.",
                        {}};
            case ServerUnusable::Why::being_migrated:
                return {ledger + " is being migrated", "Try again when that is done; nothing was recorded.", {}};
            case ServerUnusable::Why::other:
                break;
        }
        return {fmt::format("{} cannot be used: {}", ledger, f.reason), "Nothing was recorded.", {}};
    }
    ErrorWords operator()(const TracesLeft& f) const {
        if (!f.because) {
            return {fmt::format("the ledger {} is in use: its log, which may hold erased names, could not be emptied", f.path),
                    "Run `inmail forget` without a name when no program is reading it.",
                    {}};
        }
        return {fmt::format("the names are erased, but traces of them may be left in the file: {}", (*this)(*f.because).what),
                "Run `inmail forget` without a name when that is fixed.",
                {}};
    }
    ErrorWords operator()(const FileUnusable& f) const {
        switch (f.what) {
            case FileUnusable::What::write:
                return {fmt::format("cannot write {}: {}", f.path, std::strerror(f.error)),
                        f.error == ENOSPC ? "Free some space, or name another place."
                                          : "Check who may write there, or name another place.",
                        {}};
            case FileUnusable::What::move_aside:
                return {
                    fmt::format("cannot move {} aside: {}", f.path, std::strerror(f.error)), "Check who may write there.", {}};
            case FileUnusable::What::use_beside_ledger:
                return {fmt::format("{} has the name of one of the ledger's files, and is not a regular file", f.path),
                        "Move it away; nothing was recorded.",
                        {}};
            case FileUnusable::What::read_to_end:
                break;
        }
        return {fmt::format("cannot read {} to its end", f.path), "Check the disk it is on and try again.", {}};
    }
    ErrorWords operator()(const NoCopy& f) const {
        if (f.folder.empty())
            return {fmt::format("cannot keep a copy of {}: there is no directory for it", f.of), "set TMPDIR to one", {}};
        return {fmt::format("cannot keep a copy of {} in {}: {}", f.of, f.folder, std::strerror(f.error)),
                fmt::format("nothing was recorded; free space in {} or set TMPDIR to another directory", f.folder),
                {}};
    }
    ErrorWords operator()(const NoRandomNumbers&) const { return {"the operating system provides no random numbers", "", {}}; }
    ErrorWords operator()(const NoZoneDatabase& f) const {
        return {fmt::format("no time-zone database in {}", f.folder), "Install the package tzdata.", {}};
    }
    ErrorWords operator()(const NoModule& f) const {
        return {fmt::format("cannot load the module for zips and patterns: {}", f.reason),
                "Install the program and its module with `cmake --install`. Unpacked folders work without the module.",
                {}};
    }
};

}  // namespace

ErrorWords words_of(const MachineFault& fault) { return std::visit(MachineFaultWords{}, fault); }

}  // namespace inmail::render
