#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/time.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// The mark of a ledger in the header of its file: "INML" in ASCII, as migrations/0001_ledger.sql sets it.
constexpr std::int64_t application_id = 0x494E4D4C;

/// One file of migrations/, built into the program. Once landed it is never edited: ledgers hold its checksum.
struct Migration {
    int version;
    std::string_view name;  ///< "0001_ledger"
    std::string_view sql;
};

/// By version, from 1 on without gaps. The build writes it.
[[nodiscard]] const std::vector<Migration>& migrations();
[[nodiscard]] inline int newest_version() { return migrations().back().version; }
/// SHA-256 of the migration's text in hex.
[[nodiscard]] std::string checksum_of(const Migration& migration);

/// The seal of a row of `migration`, whose version, name, checksum and applied_at stand from `column` on.
[[nodiscard]] Digest seal_of(const Query& record, int column);

/// Applies what the database does not have yet, each migration in one transaction together with its record.
void migrate(Connection& connection, Instant now);

}  // namespace inmail::store
