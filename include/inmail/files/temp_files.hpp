#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>
#include <vector>

namespace inmail {

// A file that must appear whole is written under a temporary name beside its place. If the program is killed meanwhile, the file
// stays there, perhaps with names in it that were to be erased. The next program to write to that place removes it.

/// What is being written: a database (a ledger, or a copy of one), beside which SQLite keeps files of its own, or a report.
enum class Unfinished { database, report };

/// What SQLite appends to a database's name for the files beside it.
constexpr const char* side_files[] = {"-wal", "-shm", "-journal"};

/// A temporary name that begins with `place`. No other program gives such names, so only files with one are removed.
[[nodiscard]] std::filesystem::path unfinished_name(const std::filesystem::path& place, Unfinished kind);

/// Makes a new file and locks it: while the descriptor is open, no program removes it as abandoned. Returns -1 and sets errno
/// if that fails (EEXIST: the file is there).
[[nodiscard]] int create_claimed(const std::filesystem::path& path, mode_t mode);

/// Whether `file_name` is the temporary name of a file for `place`, of one for a copy kept of it, or of a file that SQLite keeps
/// beside such a file.
[[nodiscard]] bool is_unfinished(std::string_view file_name, const std::filesystem::path& place, Unfinished kind);

/// The files beside `place` with such names, sorted, without what SQLite appends.
[[nodiscard]] std::vector<std::filesystem::path> unfinished_beside(const std::filesystem::path& place, Unfinished kind);

/// Removes those that belong to the user and that no program has locked, with SQLite's files beside them. A file that cannot be
/// removed stays.
void remove_abandoned_files(const std::filesystem::path& place, Unfinished kind);

}  // namespace inmail
