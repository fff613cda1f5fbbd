#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

namespace inmail::cli {

/// Where a report goes: standard output, or a file that appears whole or not at all (written beside, then renamed).
/// Without `force` no file is ever replaced, not even one that came while the report was being written.
///
/// A symbolic link is a file that exists; with `force` the file that it leads to is replaced, not the link. What is no file
/// (a pipe, a terminal, /dev/null) is written to as it is: there is nothing there to keep.
class Output {
  public:
    /// `path` is `--output`. Throws UsageError where it is empty, InputError where it is one of the files of `ledger`, Refusal
    /// where that file exists and `force` is not set, MachineFailure where it cannot be written.
    Output(const std::optional<std::string>& path, bool force, const std::filesystem::path& ledger);
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    [[nodiscard]] std::ostream& stream();
    /// Puts the file in place, with all that was written on the disk. Without it nothing of a file stays. Throws as above.
    void finish();

  private:
    class File;

    std::filesystem::path path_;
    bool force_;
    std::filesystem::path beside_;  ///< empty: there is none, or it was put in its place
    std::unique_ptr<File> file_;    ///< none: standard output
    std::unique_ptr<std::ostream> stream_;
};

}  // namespace inmail::cli
