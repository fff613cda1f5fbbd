#pragma once

#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>
#include <string>

namespace inmail::cli {

/// Where a report goes: standard output, or a file that appears whole or not at all (written beside, then renamed).
class Output {
  public:
    /// `path` is `--output`. Throws Refusal where that file exists and `force` is not set, MachineFailure where it cannot be
    /// written.
    Output(const std::optional<std::string>& path, bool force);
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    [[nodiscard]] std::ostream& stream();
    /// Puts the file in place. Without it nothing of a file stays.
    void finish();

  private:
    std::filesystem::path path_;
    std::filesystem::path beside_;  ///< empty: standard output, or finished
    std::ofstream file_;
};

}  // namespace inmail::cli
