#pragma once

#include <filesystem>

#include "inmail/chain/ledger_status.hpp"

namespace inmail::store {

/// `status`, of a file.
[[nodiscard]] LedgerStatus status_of(const std::filesystem::path& path);

}  // namespace inmail::store
