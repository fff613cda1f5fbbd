#pragma once

#include <filesystem>

#include "inmail/store/set_aside.hpp"

namespace inmail::store {

/// Call before SQLite opens a ledger: SQLite replays whatever log lies beside it. Moves a log or journal of another file aside,
/// and tells `on_set_aside`. Throws DamagedLedger, and touches nothing, if it cannot be told whose log it is or somebody has the
/// ledger open. Throws MachineFailure if the log cannot be moved.
void set_foreign_logs_aside(const std::filesystem::path& ledger, const OnSetAside& on_set_aside);

}  // namespace inmail::store
