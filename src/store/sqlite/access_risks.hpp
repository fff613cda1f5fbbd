#pragma once

#include <filesystem>
#include <vector>

#include "inmail/chain/access_risk.hpp"

namespace inmail::store {

/// `access_risks`, of a file.
[[nodiscard]] std::vector<AccessRisk> access_risks_of(const std::filesystem::path& path);

}  // namespace inmail::store
