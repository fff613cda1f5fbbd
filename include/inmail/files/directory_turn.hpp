#pragma once

#include <filesystem>

namespace inmail {

/// A lock on the files of a directory, for what must not happen twice at once: closing a database, changing a settings file.
/// Processes and threads take turns. It ends with this object.
class DirectoryTurn {
  public:
    DirectoryTurn() = default;
    DirectoryTurn(const DirectoryTurn&) = delete;
    DirectoryTurn& operator=(const DirectoryTurn&) = delete;
    ~DirectoryTurn();

    /// Waits for the turn of the directory that `file`, an absolute path, lies in. Goes on without one if directories cannot be
    /// locked, or if another program holds it for too long.
    void take(const std::filesystem::path& file);

  private:
    int directory_{-1};
};

}  // namespace inmail
