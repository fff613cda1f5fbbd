#pragma once

#include <filesystem>

#include "inmail/core/machine_faults.hpp"
#include "inmail/files/temp_files.hpp"

namespace inmail {

/// A new file that appears in its place whole and durable, or not at all. It is written under a temporary name beside the place,
/// and removed with SQLite's files beside it unless it is put in place.
///
/// Every function throws MachineFailure if the file cannot be written.
class TemporaryFile {
  public:
    /// Only its owner can read a database; a report gets the rights of any new file. Removes abandoned temporary files of
    /// `place`.
    TemporaryFile(const std::filesystem::path& place, Unfinished kind);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Its final place, and its name in messages.
    [[nodiscard]] const std::filesystem::path& place() const { return place_; }
    /// Open for reading and writing as long as this lives.
    [[nodiscard]] int descriptor() const { return claim_; }
    /// Gives it the rights of the file in its place, if there is one: a private file is replaced by a private one.
    void keep_permissions() const;
    /// Puts the file in its place. Returns false, and changes nothing, if something is there by now.
    [[nodiscard]] bool put_in_place();
    /// Puts the file in its place, whatever stands there.
    void replace_place();

  private:
    void sync() const;

    std::filesystem::path place_;
    std::filesystem::path path_;
    int claim_;  ///< shows others that the file is in use
};

/// The failure to write `path`, worded by errno.
[[nodiscard]] FailedMachine cannot_write(const std::filesystem::path& path, int error);

/// Makes a new or changed name of `file` durable: its directory reaches the disk. Throws MachineFailure.
void sync_directory_of(const std::filesystem::path& file);

/// Makes the directories of `file`, accessible only to their owner. Throws MachineFailure.
void make_directories_for(const std::filesystem::path& file);

/// The file that symbolic links lead to, there or not. Throws MachineFailure if they go round in a circle.
[[nodiscard]] std::filesystem::path without_links(std::filesystem::path path);

/// Whether anything has that name, be it a symbolic link to nothing.
[[nodiscard]] bool is_there(const std::filesystem::path& path);

}  // namespace inmail
