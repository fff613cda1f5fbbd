#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "inmail/core/time.hpp"
#include "inmail/files/durable_file.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// Copies one snapshot of the database into the temporary file.
void copy_into(Connection& from, const TemporaryFile& to);

/// A free name for a copy of the ledger before a change: `ledger.db.before-restore-20260314T093000123Z`.
[[nodiscard]] std::filesystem::path place_aside(const std::filesystem::path& ledger, const std::string& why, Instant now);

/// The files of such copies, finished or not, in order of name.
[[nodiscard]] std::vector<std::string> copies_beside(const std::filesystem::path& ledger);

/// Makes such a copy and returns its path. Throws MachineFailure if that fails.
[[nodiscard]] std::filesystem::path copy_aside(Connection& ledger, const std::string& why, Instant now);

}  // namespace inmail::store
