#pragma once

#include <string>

namespace inmail::store {

/// SQLite refused a statement, with `message`. Either the program's statement is wrong, or somebody changed what it relies on:
/// the schema, a number. Throws DamagedLedger if `verify` finds damage in the file, else Defect.
[[noreturn]] void fail_by_damage_or_defect(const std::string& path, const std::string& message);

}  // namespace inmail::store
