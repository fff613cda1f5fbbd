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

/// Whether the file has another name, of which this program cannot know where it is. False if there is no file.
[[nodiscard]] bool has_hard_links(const std::filesystem::path& file);
/// Whether a file system is mounted at the file itself, as a container's host does with one file of its own: the file then has
/// another name elsewhere. False if there is no such file, or if the kernel does not tell (before Linux 5.8).
[[nodiscard]] bool is_mounted_alone(const std::filesystem::path& file);

/// The note that a program of ours left with a file (an extended attribute). Empty: there is none. None: the file system keeps
/// no notes, or they cannot be read.
[[nodiscard]] std::optional<std::string> note_on(const std::filesystem::path& file);
/// Leaves a note with a file, if its file system keeps notes.
void leave_note_on(const std::filesystem::path& file, std::string_view note);

}  // namespace inmail
