#pragma once

#include <filesystem>
#include <memory>

#include "inmail/store/open.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// A connection to a file that has a ledger's mark, as it stands. Throws as `open` does.
[[nodiscard]] std::unique_ptr<Connection> connect(const std::filesystem::path& path, Access access);

/// The same for one that nobody is writing to, leaving no file beside it where none is.
[[nodiscard]] std::unique_ptr<Connection> connect_at_rest(const std::filesystem::path& path);

/// Brings the schema up to date. Throws DamagedLedger where a newer program made it.
void bring_up_to_date(Connection& connection, Instant now);

/// Both, with a copy kept beside the ledger before its schema changes.
[[nodiscard]] std::unique_ptr<Connection> open_connection(const std::filesystem::path& path, Access access);

}  // namespace inmail::store
