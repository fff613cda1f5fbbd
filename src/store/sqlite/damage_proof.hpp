#pragma once

#include <string>

namespace inmail::store {

/// SQLite refused a statement, with `message`. Either the program's statement is wrong, or somebody changed what it relies on:
/// the schema, a number. Throws DamagedLedger if `verify` finds damage in the file, MachineFailure if the file was being
/// overwritten, else Defect. `path` is the file's name in messages.
[[noreturn]] void fail_by_damage_or_defect(const std::string& file, const std::string& path, const std::string& message);

}  // namespace inmail::store
