#pragma once

#include <filesystem>

namespace inmail::store {

/// Throws InputError if `to`, by whatever name, is the ledger or one of the files that SQLite keeps beside it, there or not:
/// what is written to it would be lost, or would damage the ledger.
void refuse_ledgers_own(const std::filesystem::path& ledger, const std::filesystem::path& to);

}  // namespace inmail::store
