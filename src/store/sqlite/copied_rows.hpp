#pragma once

#include <filesystem>
#include <memory>

#include "copy/ledger_rows.hpp"
#include "inmail/store/copied.hpp"
#include "inmail/store/sqlite/log_found.hpp"

namespace inmail::store {

/// The rows of one snapshot of a ledger in a file. Throws as `open` does.
[[nodiscard]] std::unique_ptr<RowSource> rows_of_file(const std::filesystem::path& path, const OnLogFound& on_log_found);

/// Makes a ledger of the rows in a new file, or in an empty ledger's, and proves it. Throws Refusal if a ledger is there that is
/// not empty, and as `create_file` does.
[[nodiscard]] Copied copy_into_file(RowSource& from, const std::filesystem::path& to, Instant now,
                                    const OnLogFound& on_log_found);

}  // namespace inmail::store
