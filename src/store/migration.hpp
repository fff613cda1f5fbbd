#pragma once

#include <string>
#include <string_view>

#include "inmail/chain/digest.hpp"

namespace inmail::store {

/// One file of migrations, built into the program. It is never edited, because ledgers hold its checksum.
struct Migration {
    int version;
    std::string_view name;  ///< "0001_ledger"
    std::string_view sql;
};

/// SHA-256 of the migration's text in hex.
[[nodiscard]] inline std::string checksum_of(const Migration& migration) { return to_hex(sha256(migration.sql)); }

}  // namespace inmail::store
