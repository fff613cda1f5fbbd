#pragma once

#include <filesystem>
#include <string>

#include "inmail/core/time.hpp"

namespace inmail::store {

/// `create`, of a file.
void create_file(const std::filesystem::path& path, const std::string& default_rulebook, const std::string& zone, Instant now);

}  // namespace inmail::store
