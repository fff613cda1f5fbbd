#pragma once

#include <filesystem>

#include "inmail/core/machine_faults.hpp"
#include "inmail/store/open.hpp"

namespace inmail::store {

/// The failure to open a ledger for `access`, worded by errno. Names the owner of another user's file.
[[nodiscard]] FailedMachine not_permitted(const std::filesystem::path& path, int error, Access access);

/// Throws MachineFailure unless the user may read the file. SQLite would not say why.
void require_permission_to_read(const std::filesystem::path& path);

}  // namespace inmail::store
