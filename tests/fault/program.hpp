#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace inmail::test {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// How one run of the program ended.
struct Ended {
    int exit_code{0};    ///< -1: a signal killed it
    bool killed{false};  ///< by SIGKILL
    std::string out;     ///< standard output
    std::string err;
};

/// Runs the program in `folder` on the ledger there, without a shell, and waits for it.
[[nodiscard]] Ended run(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                        const Environment& more = {});

/// A run of the program whose output nobody reads until `end`.
class Unread {
  public:
    Unread(const std::filesystem::path& folder, const std::vector<std::string>& arguments, const Environment& more = {});
    Unread(const Unread&) = delete;
    Unread& operator=(const Unread&) = delete;
    ~Unread();

    /// Waits until the program has begun to write.
    void wait_for_output() const;
    /// Reads everything, and waits for the end.
    [[nodiscard]] Ended end();

  private:
    int pid_{0};
    int reader_{-1};
};

[[nodiscard]] std::string text_of(const std::filesystem::path& file);

}  // namespace inmail::test
