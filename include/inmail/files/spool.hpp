#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "inmail/core/machine_faults.hpp"

namespace inmail {

/// Where temporary files go. Throws MachineFailure if there is no such directory; `name` says what would be kept there.
[[nodiscard]] std::filesystem::path spool_folder(const std::string& name);

/// A temporary file without a name, for writing and then reading. It disappears when both ends are closed, even after a crash.
class Spool {
  public:
    /// After a failure `error` is its errno.
    explicit Spool(const std::filesystem::path& folder);
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool();

    void write(const char* bytes, std::size_t size);
    /// Reads what was written from the byte `at` on, also while the writing goes on. Returns how many bytes there are, at most
    /// `size`. After a failure `error` is its errno.
    [[nodiscard]] std::size_t read_at(std::uint64_t at, char* bytes, std::size_t size);
    /// Ends the writing. Some filesystems report a failed write only here.
    void close();

    [[nodiscard]] int error() const { return error_; }
    /// After a failure. `name` says what was to be kept.
    [[nodiscard]] FailedMachine failure(const std::string& name) const;
    /// Where programs that want a path find what was written, as long as this lives.
    [[nodiscard]] std::filesystem::path path() const;
    [[nodiscard]] std::ifstream& reader() { return reader_; }

  private:
    std::filesystem::path folder_;
    std::ifstream reader_;
    int descriptor_{-1};
    int kept_{-1};  ///< keeps the file after the end of the writing
    int error_{0};
};

/// Writes all bytes. Returns 0, or the errno of a failed write.
[[nodiscard]] int write_all(int descriptor, const char* bytes, std::size_t size);

}  // namespace inmail
