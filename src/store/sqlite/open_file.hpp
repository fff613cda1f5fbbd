#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "inmail/store/open.hpp"

namespace inmail::store {

/// `open`, of a file.
[[nodiscard]] std::unique_ptr<Store> open_file(const std::filesystem::path& path, Access access, Caching caching,
                                               const FileOptions& options);

}  // namespace inmail::store
