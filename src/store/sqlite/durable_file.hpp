#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace inmail::store {

// Files as a ledger needs them: its owner's alone, there whole or not at all, and durable before anyone is told.

/// So many random hex digits, 32 at most.
[[nodiscard]] std::string random_hex(std::size_t digits);

/// A new file of its owner's alone. Removes it, and SQLite's files beside it, when it goes, unless it was put in place.
class TemporaryFile {
  public:
    /// Beside `place`, for which it is meant. Removes what others who were killed left there. Throws MachineFailure where it
    /// cannot be made.
    explicit TemporaryFile(const std::filesystem::path& place);
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Makes it durable under the name of its place. False where something stands there by now.
    [[nodiscard]] bool put_in_place();
    /// The same, in the place of whatever stands there.
    void replace_place();

  private:
    std::filesystem::path place_;
    std::filesystem::path path_;
    int claim_;
};

/// Makes the directories that the file will lie in, for their owner alone. Throws MachineFailure.
void make_directories_for(const std::filesystem::path& file);

[[nodiscard]] bool is_there(const std::filesystem::path& path);

/// Throws InputError for a symbolic link that leads to nothing: no ledger stands there, and none can be made there.
void refuse_dangling_link(const std::filesystem::path& path);

/// What SQLite keeps beside a database.
constexpr const char* side_files[] = {"-wal", "-shm", "-journal"};

}  // namespace inmail::store
