#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "sqlite/revision.hpp"

namespace inmail::store {

/// The revision that a transaction in a log made.
struct LoggedRevision {
    std::uint32_t page;  ///< its page, from 1
    Revision revision;
};

struct LoggedRevisions {
    bool has_transactions{false};  ///< false: SQLite would replay nothing
    bool replaces_all{false};      ///< one of them wrote every page of the database, as VACUUM does
    std::vector<LoggedRevision> revisions;
};

/// Reads a write-ahead log as SQLite recovers it: all transactions up to the first invalid frame. Stops early once `is_enough`.
/// A missing log has no transactions. Throws MachineFailure if the log cannot be read.
[[nodiscard]] LoggedRevisions read_logged_revisions(const std::filesystem::path& log,
                                                    const std::function<bool(const LoggedRevision&)>& is_enough);

}  // namespace inmail::store
