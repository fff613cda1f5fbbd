#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "inmail/core/damage.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

// Why a ledger cannot be made, opened, copied or restored as asked, as data: a store finds it, render words it.

// Wrong input (exit 3):
namespace ledger_fault {

/// A path that a command cannot use.
struct UnusablePath {
    enum class Use : std::uint8_t { ledger, new_ledger, backup, restored_backup, output };
    enum class Why : std::uint8_t {
        nothing_there,
        is_directory,
        no_regular_file,
        other_file,     ///< in the place of a new ledger
        dangling_link,  ///< to `other`
        circular_link,
        is_the_ledger,
        belongs_to_ledger,
        left_by_database,  ///< a side file that would become part of what is written there
        left_by_ledger,    ///< likewise
    };
    Use use{Use::ledger};
    Why why{Why::nothing_there};
    std::string path;
    std::string other{};
};
struct NoSuchRulebook {
    std::string name;
    std::vector<std::string> shipped;
};
/// Never with its location, which may hold a password.
struct LedgerOnServer {
    enum class Why : std::uint8_t {
        no_backup,  ///< the server's own tools make and restore its backups
        no_restore,
        unreadable_location,  ///< it is neither a URL nor a connection string of PostgreSQL's
        no_ledger,            ///< the database holds none
        not_utf8,             ///< the database has another encoding
        older_schema,         ///< of an earlier program
        not_a_server,         ///< what is asked is about a server, and the location names a file
        no_user,              ///< the server has no user of this name
        no_member,            ///< the user is no member
        owner,                ///< the user owns the ledger, and so may do all
    };
    Why why{Why::no_backup};
    std::string server{};  ///< "postgresql://db.example/ledger"; empty: not known
    std::string user{};    ///< of the server
};
/// A password where a location is kept, which others may read. Never with the location.
struct PasswordInLocation {
    std::string place;  ///< "config set", or the line of the config file
};
struct RecordedEarlier {
    std::int64_t line{0};  ///< of the row whose recorded_at goes back
    Instant from;
    Instant to;
};

}  // namespace ledger_fault
using LedgerFault = std::variant<ledger_fault::UnusablePath, ledger_fault::NoSuchRulebook, ledger_fault::LedgerOnServer,
                                 ledger_fault::PasswordInLocation, ledger_fault::RecordedEarlier>;
using InvalidLedgerRequest = Reasoned<InputError, LedgerFault>;

// Refusals (exit 4):
namespace ledger_refusal {

struct PathTaken {
    enum class By : std::uint8_t {
        file,
        ledger,
        ledger_with_events,  ///< a copy may replace an empty one
        newcomer,            ///< that appeared in the meantime
    };
    By by{By::file};
    std::string path;  ///< a file's, or a server for people
};
struct BringsNamesBack {
    std::int64_t names{0};  ///< that the ledger has erased and the backup holds
};
struct OtherLedger {
    std::string path;  ///< of a ledger that is not the one that was backed up
};
struct LosesEvents {
    std::int64_t in_ledger{0};
    std::int64_t in_backup{0};
};
struct UnreadableLedger {
    DamagedLedger damage;  ///< of the ledger that is to be replaced
};

/// What the ledger's server does not let a member do.
struct NotAllowed {
    enum class Why : std::uint8_t {
        role,            ///< it needs another role
        kind,            ///< a rep does not record such events
        seat,            ///< a rep records for its own seat
        voids,           ///< a rep takes back what it recorded itself
        key,             ///< an event that the rep may not see has the key
        part_of_ledger,  ///< it needs to see the whole ledger, as a rep does not
    };
    Why why{Why::role};
};

}  // namespace ledger_refusal
using LedgerRefusal = std::variant<ledger_refusal::PathTaken, ledger_refusal::BringsNamesBack, ledger_refusal::OtherLedger,
                                   ledger_refusal::LosesEvents, ledger_refusal::UnreadableLedger, ledger_refusal::NotAllowed>;
using RefusedByLedger = Reasoned<Refusal, LedgerRefusal>;

}  // namespace inmail
