#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>
#include <vector>

namespace inmail::store {

// A file that is to appear whole is written beside its place, under a name of its own. Who is killed meanwhile leaves it there,
// perhaps with names in it that are to be erased; the next to write to that place removes it.

/// What is being written: a ledger or a copy of one, beside which SQLite keeps files of its own, or a report.
enum class Unfinished { database, report };

/// A name beside `place`, and after it, that no person or other program gives a file: only such are ever swept.
[[nodiscard]] std::filesystem::path unfinished_name(const std::filesystem::path& place, Unfinished kind);

/// Makes a new file and claims it: as long as the descriptor is open, nobody takes it for a leftover. -1, with errno set, where
/// it cannot be made (EEXIST: it is there).
[[nodiscard]] int create_claimed(const std::filesystem::path& path, mode_t mode);

/// Whether a file is named as one being written to `place` or to a copy kept of it, or as what SQLite keeps beside such a one.
[[nodiscard]] bool is_unfinished(std::string_view file_name, const std::filesystem::path& place, Unfinished kind);

/// The files beside `place` that are named so, without what SQLite appends.
[[nodiscard]] std::vector<std::filesystem::path> unfinished_beside(const std::filesystem::path& place, Unfinished kind);

/// Removes those of them that are ours and that nobody has claimed, with SQLite's files beside them. What cannot be removed
/// stays.
void sweep_leftovers(const std::filesystem::path& place, Unfinished kind);

}  // namespace inmail::store
