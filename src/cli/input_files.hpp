#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "inmail/core/import_notes.hpp"
#include "inmail/files/spool.hpp"
#include "progress_line.hpp"

namespace inmail::cli {

/// Called with how much of a pipe is copied; may be empty.
using OnProgress = std::function<void(const ReadProgress&)>;

/// Opens a file so that it can be read twice; a pipe is copied to a temporary file. Throws InputError if there is no such file
/// or it is a directory.
[[nodiscard]] std::ifstream open_input(const std::string& path, const OnProgress& progress = {});

/// Throws InputError if there is no such file or directory.
void require_there(const std::string& path);

/// The limit for a pipe, which may never end. Files have no limit.
constexpr std::uintmax_t most_spooled_bytes = std::uintmax_t{1} << 30;

/// Copies a pipe. `name` is for messages. Throws MachineFailure if reading or writing fails, InputError if the pipe holds more
/// than `most` bytes.
void spool(std::istream& in, const std::string& name, Spool& to, const OnProgress& progress = {},
           std::uintmax_t most = most_spooled_bytes);
/// The same for a path.
void spool_file(const std::string& path, Spool& to, const OnProgress& progress);

/// Copies a pipe to a temporary file, because an import may have to read its rows twice: like `spool`.
[[nodiscard]] std::ifstream spooled(std::istream& in, const std::string& name, const OnProgress& progress = {},
                                    std::uintmax_t most = most_spooled_bytes);

/// Whether a command's word means standard input.
[[nodiscard]] inline bool is_standard_input(const std::string& word) { return word == "-"; }
/// What messages call the file that the word names.
[[nodiscard]] std::string input_name(const std::string& word);

/// The file that a command's word names, or a copy of standard input. It can be read twice. A terminal shows how far it is read,
/// until this ends.
class InputFile {
  public:
    /// Throws as `open_input` and `spool`.
    explicit InputFile(const std::string& word);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::ifstream& stream() { return stream_; }
    /// The folder that it is in; empty for standard input.
    [[nodiscard]] std::filesystem::path folder() const;
    /// For whoever reads the stream. This must outlive it.
    [[nodiscard]] OnProgress on_progress();

  private:
    std::string word_;
    std::string name_;
    ProgressLine line_;
    std::ifstream stream_;
    std::int64_t bytes_{0};
};

}  // namespace inmail::cli
