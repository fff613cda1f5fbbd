#pragma once

#include <filesystem>

namespace inmail::store {

/// Throws InputError for a symbolic link to nothing: no ledger is there, and none can be made there.
void refuse_dangling_link(const std::filesystem::path& path);

}  // namespace inmail::store
