#pragma once

#include <filesystem>

#include "inmail/core/machine_faults.hpp"
#include "inmail/files/temp_files.hpp"

namespace inmail {

/// A new file that appears in its place whole and durable, or not at all. It is written under a temporary name beside the place.
/// Unless it is put there, it is removed, with SQLite's files beside it.
///
/// Every function throws MachineFailure if the file cannot be written.
class TemporaryFile {
  public:
    /// A database is readable by its owner alone; a report gets the rights of any new file. Sweeps the leftovers beside `place`.
    TemporaryFile(const std::filesystem::path& place, Unfinished kind);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Where it is to be put: its name in messages.
    [[nodiscard]] const std::filesystem::path& place() const { return place_; }
    /// Open for reading and writing as long as this lives.
    [[nodiscard]] int descriptor() const { return claim_; }
    /// Gives it the rights of the file in its place, if one is there: what replaces a private file is as private.
    void keep_permissions() const;
    /// Puts the file in its place. Returns false if something stands there by now: it is never replaced.
    [[nodiscard]] bool put_in_place();
    /// Puts the file in its place, whatever stands there.
    void replace_place();

  private:
    void sync() const;

    std::filesystem::path place_;
    std::filesystem::path path_;
    int claim_;  ///< tells others that the file is no leftover
};

/// The failure to write `path`, as errno tells it.
[[nodiscard]] FailedMachine cannot_write(const std::filesystem::path& path, int error);

/// Makes a new or changed name of `file` durable: its directory reaches the disk. Throws MachineFailure.
void sync_directory_of(const std::filesystem::path& file);

/// Makes the directories that `file` will lie in, for their owner alone. Throws MachineFailure.
void make_directories_for(const std::filesystem::path& file);

/// The file that symbolic links lead to, there or not. Throws MachineFailure if they go round in a circle.
[[nodiscard]] std::filesystem::path without_links(std::filesystem::path path);

/// Whether anything has that name, be it a symbolic link to nothing.
[[nodiscard]] bool is_there(const std::filesystem::path& path);

}  // namespace inmail
