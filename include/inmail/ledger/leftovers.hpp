#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>
#include <vector>

namespace inmail::ledger {

// A file that is to appear whole is written beside its place, under a name of its own. Who is killed meanwhile leaves it there,
// perhaps with names in it that are to be erased; the next to write to that place removes it.

/// Makes a new file and claims it: as long as the descriptor is open, nobody takes it for a leftover. -1, with errno set, where
/// it cannot be made (EEXIST: it is there).
[[nodiscard]] int create_claimed(const std::filesystem::path& path, mode_t mode);

/// The files beside `place` that are named after it, or after a copy kept of it, then `mark`, then hex digits.
[[nodiscard]] std::vector<std::filesystem::path> unfinished_beside(const std::filesystem::path& place, std::string_view mark);

/// Removes those of them that nobody has claimed, with SQLite's files beside them. What cannot be removed stays.
void sweep_leftovers(const std::filesystem::path& place, std::string_view mark);

}  // namespace inmail::ledger
