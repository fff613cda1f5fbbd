#pragma once

#include <filesystem>
#include <string>

#include "inmail/core/damage.hpp"
#include "inmail/files/durable_file.hpp"
#include "inmail/store/copied.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// Opens a file that no other process uses, without side files.
[[nodiscard]] OpenLedger open_alone(const TemporaryFile& file);

/// Throws DamagedLedger, with `path` and `whose`, unless the copy is sound. `known_head`: 64 hex digits that its chain must hold;
/// empty: none.
[[nodiscard]] Copied prove(const TemporaryFile& copy, const std::filesystem::path& path, DamagedLedger::Whose whose,
                           const std::string& known_head = {});

}  // namespace inmail::store
