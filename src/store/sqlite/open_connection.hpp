#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "inmail/store/open.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// Connects to a ledger without migrating it. Throws as `open` does.
[[nodiscard]] std::unique_ptr<Connection> connect(const std::filesystem::path& path, Access access,
                                                  const OnLogFound& on_log_found);

/// Connects to a ledger that no process writes to. Creates no side files.
[[nodiscard]] std::unique_ptr<Connection> connect_at_rest(const std::filesystem::path& path, const OnLogFound& on_log_found);

/// Connects for reading and leaves the schema as it is. Throws as `open` does.
[[nodiscard]] std::unique_ptr<Connection> connect_as_it_is(const std::filesystem::path& path, const OnLogFound& on_log_found);

/// Migrates to the newest schema. Throws DamagedLedger if a newer program made the ledger.
void bring_up_to_date(Connection& connection, Instant now);

struct Opened {
    std::unique_ptr<Connection> connection;
    std::optional<int> former_edition;  ///< of the rulebooks, before the migration of the file; none: the program's own
};
/// Connects and migrates. Keeps a copy beside the ledger before a migration.
[[nodiscard]] Opened open_connection(const std::filesystem::path& path, Access access, const OnLogFound& on_log_found);

/// The machine's clock, for the names of files.
[[nodiscard]] Instant clock_now();

}  // namespace inmail::store
