// Why a ledger cannot be made, opened, copied or restored as asked, and what to do about it.

#include <fmt/format.h>

#include "inmail/core/ledger_faults.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/suggestion.hpp"
#include "messages/damage_words.hpp"
#include "messages/error_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using namespace ledger_fault;
using namespace ledger_refusal;

constexpr const char* move_away = "Move that file away first.";

/// What to name instead of an unusable path.
std::string name_another(UnusablePath::Use use) {
    switch (use) {
        case UnusablePath::Use::ledger:
            return "Name the ledger's file.";
        case UnusablePath::Use::new_ledger:
            return "Name another file with --ledger.";
        case UnusablePath::Use::backup:
            return "Name a file to write the backup to.";
        case UnusablePath::Use::restored_backup:
            return "Name the backup's file.";
        case UnusablePath::Use::output:
            break;
    }
    return "Name another file.";
}

struct LedgerFaultWords {
    ErrorWords operator()(const UnusablePath& f) const {
        const std::string& path = f.path;
        const bool is_ledger = f.use == UnusablePath::Use::ledger;
        switch (f.why) {
            case UnusablePath::Why::nothing_there:
                if (!is_ledger) return {"there is no backup at " + path, "Name the file that `inmail backup` wrote.", {}};
                return {"there is no ledger at " + shell_word(path),
                        fmt::format("Make one with `inmail init --ledger {}`.", shell_word(path)),
                        {}};
            case UnusablePath::Why::is_directory:
                return {path + (is_ledger ? " is a directory, not a ledger" : " is a directory"), name_another(f.use), {}};
            case UnusablePath::Why::no_regular_file:
                return {path + " is not a regular file", name_another(f.use), {}};
            case UnusablePath::Why::other_file:
                return {path + " exists and is not a ledger", name_another(f.use), {}};
            case UnusablePath::Why::dangling_link:
                return {fmt::format("{} is a symbolic link to {}, which does not exist", path, f.other),
                        "Restore that file (is its disk mounted?), or remove the link.",
                        {}};
            case UnusablePath::Why::circular_link:
                return {path + " is a symbolic link that leads in a circle", "Remove the link. " + name_another(f.use), {}};
            case UnusablePath::Why::is_the_ledger:
                return {path + " is the ledger itself", name_another(f.use), {}};
            case UnusablePath::Why::belongs_to_ledger:
                return {path + " belongs to the ledger", name_another(f.use), {}};
            case UnusablePath::Why::left_by_database:
                return {fmt::format("there is {}, left by another database", path), move_away, {}};
            case UnusablePath::Why::left_by_ledger:
                break;
        }
        return {fmt::format("there is {}, left by a ledger that was removed", path), move_away, {}};
    }
    ErrorWords operator()(const NoSuchRulebook& f) const {
        return {fmt::format("unknown rulebook '{}'{}", f.name, inmail::did_you_mean(f.name, f.shipped)),
                fmt::format("The rulebooks of this program are {}.", fmt::join(f.shipped, ", ")),
                {}};
    }
    ErrorWords operator()(const LedgerOnServer& f) const {
        switch (f.why) {
            case LedgerOnServer::Why::no_backup:
                return {"the server's own tools back up a ledger on a server; nothing was written",
                        fmt::format(
                            "Run `pg_dump --format=custom --file=ledger.dump {0}`, and note down the head that `inmail status` "
                            "prints. `inmail copy {0} ledger.db` makes a file, and proves it.",
                            shell_word(f.server)),
                        {}};
            case LedgerOnServer::Why::no_restore:
                return {
                    "the server's own tools restore a ledger on a server; nothing was changed",
                    fmt::format("Run `pg_restore`, then `inmail verify --head HASH`. `inmail copy FILE {}` brings a file into a "
                                "database without a ledger.",
                                shell_word(f.server)),
                    {}};
            case LedgerOnServer::Why::unreadable_location:
                return {"cannot read the location of the server",
                        "Write postgresql://USER@HOST/DATABASE, and %40 for an @ in a name or password.",
                        {}};
            case LedgerOnServer::Why::no_ledger:
                return {fmt::format("there is no ledger in {}", f.server), "Make one with `inmail init`.", {}};
            case LedgerOnServer::Why::not_utf8:
                return {fmt::format("the database {} is not in UTF8", f.server), "Make a database with the encoding UTF8.", {}};
            case LedgerOnServer::Why::not_a_server:
                return {"the ledger is a file, not on a server", "Name a ledger on a server with --ledger postgresql://...", {}};
            case LedgerOnServer::Why::no_user:
                return {fmt::format("the server has no user '{}'", f.user),
                        fmt::format("The server's administrator makes one with `createuser {}`.", shell_word(f.user)),
                        {}};
            case LedgerOnServer::Why::no_member:
                return {fmt::format("'{}' has no role in the ledger", f.user), "Nothing was changed.", {}};
            case LedgerOnServer::Why::owner:
                return {fmt::format("'{}' owns the ledger, and may do everything already", f.user), "Name another user.", {}};
            case LedgerOnServer::Why::older_schema:
                break;
        }
        return {fmt::format("an earlier program made the ledger in {}", f.server),
                "The ledger's owner runs `inmail migrate`, and everybody then needs this program.",
                {}};
    }
    ErrorWords operator()(const PasswordInLocation& f) const {
        return {f.place + ": the ledger's location holds a password",
                "Leave it out, and write it to ~/.pgpass, which only you may read.",
                {}};
    }
    ErrorWords operator()(const RecordedEarlier& f) const {
        return {fmt::format("line {}: recorded_at goes back, from {} to {}", f.line, to_rfc3339(f.from), to_rfc3339(f.to)),
                "Keep the rows in the order in which they were exported.",
                {}};
    }
};

struct LedgerRefusalWords {
    ErrorWords operator()(const PathTaken& r) const {
        switch (r.by) {
            case PathTaken::By::file:
                return {r.path + " exists already", "Name another file, or use --force to replace it.", {}};
            case PathTaken::By::ledger:
                return {r.path + " is already a ledger", "Use it, or name another file with --ledger.", {}};
            case PathTaken::By::ledger_with_events:
                return {r.path + " is a ledger already, and not empty", "Name a place that holds no ledger.", {}};
            case PathTaken::By::newcomer:
                break;
        }
        return {r.path + " appeared while the backup was checked", "Try again.", {}};
    }
    ErrorWords operator()(const BringsNamesBack& r) const {
        return {fmt::format("the backup would bring back {} that the ledger has erased",
                            r.names == 1 ? "a name" : counted(r.names, "name")),
                "Use --force to restore it anyway, then `inmail forget` them again.",
                {}};
    }
    ErrorWords operator()(const OtherLedger& r) const {
        return {r.path + " is not the ledger that was backed up",
                "Name another file with --ledger, or use --force: the ledger there is kept in a file beside it.",
                {}};
    }
    ErrorWords operator()(const LosesEvents& r) const {
        return {fmt::format("the ledger holds {} and the backup {}: events that the backup lacks would be lost",
                            counted(r.in_ledger, "event"), r.in_backup),
                "Use --force to restore anyway; the ledger is kept in a file beside it.",
                {}};
    }
    ErrorWords operator()(const NotAllowed& r) const {
        constexpr const char* ask = "Ask a manager of the ledger; nothing was recorded.";
        switch (r.why) {
            case NotAllowed::Why::role:
                return {"your role in this ledger does not allow it", ask, {}};
            case NotAllowed::Why::kind:
                return {"a rep records only sends, replies, bounces, observations, and voids of its own", ask, {}};
            case NotAllowed::Why::seat:
                return {"a rep records only for its own seat", ask, {}};
            case NotAllowed::Why::voids:
                return {"a rep takes back only what it recorded itself", ask, {}};
            case NotAllowed::Why::part_of_ledger:
                return {"a rep sees only a part of the ledger, and this needs all of it",
                        "Ask a manager, an auditor or the owner of the ledger to do it.",
                        {}};
            case NotAllowed::Why::key:
                break;
        }
        return {"an event that you may not see has this key", "Name another key, or none.", {}};
    }
    ErrorWords operator()(const UnreadableLedger& r) const {
        return {"cannot read the ledger to be replaced: " + words_of(r.damage).what,
                "Use --force to restore anyway; the file is moved aside.",
                {}};
    }
};

}  // namespace

ErrorWords words_of(const LedgerFault& fault) { return std::visit(LedgerFaultWords{}, fault); }
ErrorWords words_of(const LedgerRefusal& refusal) { return std::visit(LedgerRefusalWords{}, refusal); }

}  // namespace inmail::render
