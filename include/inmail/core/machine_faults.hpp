#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "inmail/core/errors.hpp"

namespace inmail {

// What a machine refuses (exit 1), as data: files, store and io find it, render words it.

namespace machine_fault {

/// A ledger's file cannot be used now.
struct LedgerUnusable {
    enum class Why : std::uint8_t {
        busy,           ///< locked by another program for ten seconds
        others_record,  ///< faster than this program can
        disk_full,
        cannot_open,        ///< for the reason `reason`
        not_readable,       ///< by this user; it is owned by the user `reason`
        not_writable,       ///< likewise
        no_access,          ///< for the reason `reason`: permissions of the file, its directory or its side files
        no_log,             ///< SQLite cannot keep a write-ahead log there
        broken,             ///< cannot be read or written, for the reason `reason`
        log_stuck,          ///< a crash left records in its log, and nothing can be written beside it, for the reason `reason`
        folder_read_only,   ///< nothing can be written beside it, for the reason `reason`
        replaced,           ///< another file was put over it while the program had it open
        foreign_log_stuck,  ///< a log of another file is beside it, and cannot be moved away, for the reason `reason`
        cannot_lock,        ///< a log of another file is beside it, and cannot be moved without the lock
        too_long,           ///< its path, for SQLite or the file system
        too_many_files,     ///< this program, or all programs together, may open no more
        hard_link,          ///< the file has another name, and each name would have a log of its own
        mounted_alone,      ///< likewise: the file is mounted without its directory
        other,              ///< for the reason `reason`
    };
    Why why{Why::busy};
    std::string path{};
    std::string reason{};  ///< SQLite's or the system's words
};
/// A ledger on a server cannot be used now.
struct ServerUnusable {
    enum class Why : std::uint8_t {
        no_connection,    ///< for the reason `reason`
        wants_password,   ///< and has none
        no_library,       ///< libpq cannot be loaded, for the reason `reason`
        too_old,          ///< the server has the version `reason`
        no_rights,        ///< the user `reason` has none in the ledger
        cannot_create,    ///< the user `reason` may not make a ledger in the database
        read_only,        ///< the server takes no writes
        disk_full,        ///< of the server
        slow,             ///< a statement took more than 30 seconds
        lost_connection,  ///< for the reason `reason`, before anything was recorded
        lost_commit,      ///< for the reason `reason`: it may have been recorded
        being_migrated,   ///< its owner changes the schema now
        other,            ///< for the reason `reason`
    };
    Why why{Why::other};
    std::string server{};  ///< "postgresql://db.example/ledger", without a password; empty: not known
    std::string reason{};  ///< the server's or libpq's words, or a name
};
/// What was erased is no longer in the ledger, but may have left traces in its file or its log.
struct TracesLeft {
    std::string path;
    std::optional<LedgerUnusable> because;  ///< none: others use the ledger
};
struct FileUnusable {
    enum class What : std::uint8_t {
        write,
        read_to_end,
        move_aside,
        use_beside_ledger,  ///< it has the name of a side file, and is none: a pipe, a directory, a link
    };
    What what{What::write};
    std::string path;
    int error{0};  ///< errno
};
/// A temporary copy of what can be read only once, or must not be printed before its end.
struct NoCopy {
    std::string of;      ///< what was to be kept: "standard input"
    std::string folder;  ///< for temporary files; empty: there is none
    int error{0};        ///< errno; 0 without a folder
};
struct NoRandomNumbers {};
struct NoZoneDatabase {
    std::string folder;
};
/// The module for zips cannot be loaded.
struct NoModule {
    std::string reason;
};

}  // namespace machine_fault
using MachineFault = std::variant<machine_fault::LedgerUnusable, machine_fault::ServerUnusable, machine_fault::TracesLeft,
                                  machine_fault::FileUnusable, machine_fault::NoCopy, machine_fault::NoRandomNumbers,
                                  machine_fault::NoZoneDatabase, machine_fault::NoModule>;
using FailedMachine = Reasoned<MachineFailure, MachineFault>;

}  // namespace inmail
