#pragma once

#include <chrono>
#include <string>

#include "inmail/core/import_notes.hpp"

namespace inmail::cli {

/// Shows how much of a file is read, on one line of a terminal; nothing elsewhere. The line disappears at the end.
class ProgressLine {
  public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// `name` is a file's, or a seat's whose archive is read. May be called often.
    void show(const std::string& name, const ReadProgress& progress);

  private:
    using Clock = std::chrono::steady_clock;

    bool on_terminal_;
    bool shown_{false};
    Clock::time_point last_{};  ///< when it was drawn
};

/// "12,345 rows, 2.6 of 10.4 MB"
[[nodiscard]] std::string progress_words(const ReadProgress& progress);

}  // namespace inmail::cli
