#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "inmail/core/time.hpp"
#include "inmail/files/durable_file.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// Copies a whole database into the temporary file, as one snapshot.
void copy_into(Connection& from, const TemporaryFile& to);

/// `ledger.db.before-restore-20260314T093000123Z`: where a ledger is kept before something happens to it.
[[nodiscard]] std::filesystem::path place_aside(const std::filesystem::path& ledger, const std::string& why, Instant now);

/// The copies that were kept so, and what was left of one that is not finished, by name.
[[nodiscard]] std::vector<std::string> copies_beside(const std::filesystem::path& ledger);

/// Keeps a copy there and says so. Throws MachineFailure where it cannot be made.
[[nodiscard]] std::filesystem::path copy_aside(Connection& ledger, const std::string& why, Instant now);

}  // namespace inmail::store
