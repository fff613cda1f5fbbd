#pragma once

#include <memory>
#include <string>
#include <vector>

#include "inmail/chain/access_risk.hpp"
#include "inmail/chain/ledger_status.hpp"
#include "inmail/store/server_options.hpp"
#include "inmail/store/sqlite/file_options.hpp"
#include "inmail/store/store.hpp"

namespace inmail::store {

enum class Access {
    read,
    write,
    /// Writes that are not to be committed. In a file they go to a copy, which is thrown away: that needs no permission to write,
    /// and waits for no writer. On a server they need the rights of the write, and other writers wait until they end.
    trial,
};

/// Whether folds begin at checkpoints and keep new ones, or begin at the first event.
enum class Caching { used, ignored };

// A location says where a ledger is kept: the path of a file, or a PostgreSQL server's URL or service. Throws InputError for what
// a ledger on a server cannot do yet.

/// Whether the location names a server. It may then hold a password.
[[nodiscard]] bool names_server(const std::string& location);
/// The location for people, without any password.
[[nodiscard]] std::string shown(const std::string& location);
/// The text with *** for every password in a server's location.
[[nodiscard]] std::string without_passwords(const std::string& text);
/// Whether a server's location in the text holds a password.
[[nodiscard]] bool holds_password(const std::string& text);

/// Makes a new ledger (a file's directory too, but not a server's database) and leaves it durable. Throws InputError for a
/// rulebook that does not ship, Refusal if a ledger is there already, InputError if another file is, MachineFailure if it cannot
/// be written.
void create(const std::string& location, const std::string& default_rulebook, const std::string& zone, Instant now);

/// Opens a ledger and brings its schema up to date. Throws InputError if there is none, DamagedLedger if the file is not
/// one of ours, was made by a newer program, cannot be read as a database, or is a copy that is not sound. A log of another file
/// beside it is moved aside.
[[nodiscard]] std::unique_ptr<Store> open(const std::string& location, Access access, Caching caching = Caching::used,
                                          const FileOptions& file = {}, const ServerOptions& server = {});

/// What `migrate` found and left: versions of the schema.
struct Migrated {
    int from{0};
    int to{0};
};
/// Brings the schema of a ledger on a server up to date, in one transaction. Throws InputError for a file, which `open` brings up
/// to date, Refusal if the user does not own the ledger, and as `open` does.
Migrated migrate(const std::string& location, Instant now);

/// How the ledger stands. Throws as `open` does.
[[nodiscard]] LedgerStatus status(const std::string& location, const FileOptions& file = {});

/// What lets other users change the ledger; empty if nothing does. Costs a few system calls, so every command can ask.
[[nodiscard]] std::vector<AccessRisk> access_risks(const std::string& location);

}  // namespace inmail::store
