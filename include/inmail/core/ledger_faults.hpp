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
        not_yet,              ///< what is asked works for files alone so far
        unreadable_location,  ///< it is neither a URL nor a connection string of PostgreSQL's
        no_ledger,            ///< the database holds none
        not_utf8,             ///< the database has another encoding
        older_schema,         ///< of an earlier program
    };
    Why why{Why::not_yet};
    std::string server{};  ///< "postgresql://db.example/ledger"; empty: not known
};
struct RecordedEarlier {
    std::int64_t line{0};  ///< of the row whose recorded_at goes back
    Instant from;
    Instant to;
};

}  // namespace ledger_fault
using LedgerFault = std::variant<ledger_fault::UnusablePath, ledger_fault::NoSuchRulebook, ledger_fault::LedgerOnServer,
                                 ledger_fault::RecordedEarlier>;
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

}  // namespace ledger_refusal
using LedgerRefusal = std::variant<ledger_refusal::PathTaken, ledger_refusal::BringsNamesBack, ledger_refusal::OtherLedger,
                                   ledger_refusal::LosesEvents, ledger_refusal::UnreadableLedger>;
using RefusedByLedger = Reasoned<Refusal, LedgerRefusal>;

}  // namespace inmail
