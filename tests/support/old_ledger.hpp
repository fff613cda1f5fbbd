#pragma once

#include <filesystem>
#include <string>

#include "support/places.hpp"

namespace inmail::test {

/// Copies the ledger of an early schema, "v2" to "v15". Only its owner may write the copy, whatever rights the checkout gave the
/// original: `verify` would complain.
inline void copy_old_ledger(const std::string& schema, const std::filesystem::path& to) {
    namespace fs = std::filesystem;
    fs::copy_file(fs::path(INMAIL_SOURCE_DIR) / "tests/fixtures/ledgers" / (schema + ".db"), to);
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace inmail::test
