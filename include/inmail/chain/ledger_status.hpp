#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "inmail/chain/ledger_info.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

/// How a ledger stands, read without a fold and without bringing it up to date.
struct LedgerStatus {
    struct Record {
        EventKind kind{EventKind::subscribe};
        std::string seat;  ///< empty: none, and so the next two
        std::string pool;
        std::string prospect;  ///< empty also if the name was erased
        Instant occurred_at;
        Instant recorded_at;
        std::string recorded_by;
    };
    struct Backup {
        std::string path;
        Instant made_at;
        bool is_there{false};  ///< still
    };

    /// What a ledger on a server has instead of a file's mode, size and backups.
    struct OnServer {
        std::string role;  ///< of the recorder: "owner", "manager", "auditor", "rep"
        std::string seat;  ///< a rep's
        std::string head;  ///< hash of the last link, 64 hex digits
    };

    LedgerInfo info;
    std::optional<OnServer> server;  ///< none: it is a file
    std::string recorder;            ///< the name under which an entry would be recorded now
    bool writable{false};            ///< by that user
    unsigned mode{0};                ///< permission bits of the file
    std::int64_t events{0};
    std::optional<Record> last_record;  ///< the one recorded last
    std::optional<Backup> last_backup;  ///< none: never
    int schema{0};                      ///< its version
    int newest_schema{0};               ///< the version that this program brings it to
    int first_schema{0};                ///< the version that it was made with
    std::int64_t file_bytes{0};
    std::int64_t log_bytes{0};  ///< of the write-ahead log beside it
};

}  // namespace inmail
