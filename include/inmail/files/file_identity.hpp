#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace inmail {

// What a file system knows of a file besides its bytes. `cp` copies the bytes only. All of these follow symbolic links.

/// Tells a file from its copies, whatever bytes they hold.
struct FileIdentity {
    std::uint64_t inode{0};   ///< 0: not known
    std::int64_t born_ns{0};  ///< since 1970, because numbers of inodes are used again; 0: not known
};
[[nodiscard]] FileIdentity identity_of(const std::filesystem::path& file);

/// The note that a program of ours left with a file (an extended attribute). Empty: there is none. None: the file system keeps
/// no notes, or they cannot be read.
[[nodiscard]] std::optional<std::string> note_on(const std::filesystem::path& file);
/// Leaves a note with a file, if its file system keeps notes.
void leave_note_on(const std::filesystem::path& file, std::string_view note);

}  // namespace inmail
