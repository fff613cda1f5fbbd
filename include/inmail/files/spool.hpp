#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

namespace inmail::cli {

/// Where temporary files go. Throws MachineFailure if there is no such directory; `name` says what would be kept there.
[[nodiscard]] std::filesystem::path spool_folder(const std::string& name);

/// A temporary file without a name, for writing and then reading. It disappears when both ends are closed, even after a crash.
class Spool {
  public:
    /// After a failure `error` is its errno.
    explicit Spool(const std::filesystem::path& folder);
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool() { close(); }

    void write(const char* bytes, std::size_t size);
    /// Ends the writing. Some filesystems report a failed write only here.
    void close();

    [[nodiscard]] int error() const { return error_; }
    [[nodiscard]] std::ifstream& reader() { return reader_; }

  private:
    std::ifstream reader_;
    int descriptor_{-1};
    int error_{0};
};

/// Writes all bytes. Returns 0, or the errno of a failed write.
[[nodiscard]] int write_all(int descriptor, const char* bytes, std::size_t size);

}  // namespace inmail::cli
