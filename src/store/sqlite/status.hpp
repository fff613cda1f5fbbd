#pragma once

#include <filesystem>

#include "inmail/chain/ledger_status.hpp"
#include "inmail/store/sqlite/log_found.hpp"

namespace inmail::store {

/// `status`, of a file.
[[nodiscard]] LedgerStatus status_of(const std::filesystem::path& path, const OnLogFound& on_log_found);

}  // namespace inmail::store
