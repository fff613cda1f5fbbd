#pragma once

#include <filesystem>

#include "inmail/chain/ledger_status.hpp"
#include "inmail/store/set_aside.hpp"

namespace inmail::store {

/// `status`, of a file.
[[nodiscard]] LedgerStatus status_of(const std::filesystem::path& path, const OnSetAside& on_set_aside);

}  // namespace inmail::store
