#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "inmail/store/open.hpp"

namespace inmail::store {

/// `create`, of a file.
void create_file(const std::filesystem::path& path, const std::string& default_rulebook, const std::string& zone, Instant now);

/// `open`, of a file.
[[nodiscard]] std::unique_ptr<Store> open_file(const std::filesystem::path& path, Access access, Caching caching,
                                               const OnLogFound& on_log_found, Copies copies);

}  // namespace inmail::store
