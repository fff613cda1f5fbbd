#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "descriptor_stream.hpp"
#include "held_output.hpp"
#include "inmail/files/durable_file.hpp"

namespace inmail::cli {

/// Where a report goes: standard output, or a file that appears whole or not at all. Without `force` no file is ever replaced,
/// not even one that appeared while the report was being written.
///
/// A symbolic link counts as a file; with `force` the file it leads to is replaced, not the link. A pipe, a terminal or /dev/null
/// is written to directly, and only at the end, because its reader may be slow.
class Output {
  public:
    /// `path` is `--output`. Throws UsageError if it is empty, InputError if it is one of the files of `ledger`, Refusal if the
    /// file exists and `force` is not set, MachineFailure if it cannot be written.
    Output(const std::optional<std::string>& path, bool force, const std::filesystem::path& ledger);
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    [[nodiscard]] std::ostream& stream() {
        if (file_) return *file_;
        return *held_;
    }
    /// Whether a file is made, and not standard output or a device written to.
    [[nodiscard]] bool is_file() const { return temporary_.has_value(); }
    /// Throws MachineFailure if something written to a file cannot arrive.
    void check() const;
    /// Puts the file in place, durably, or writes everything. Without this call nothing remains. Close the ledger before:
    /// this may wait for a reader. Throws as the constructor and `check` do, and
    /// ReaderLeft if the reader of a pipe is gone.
    void finish();

  private:
    void release();
    void open_device();
    void make_file(const std::filesystem::path& ledger);

    std::filesystem::path path_;
    bool force_;
    // At most one of the two; neither is standard output.
    std::optional<TemporaryFile> temporary_;
    int device_{-1};
    // One of the two: a file is written to at once, anything else at the end.
    std::unique_ptr<DescriptorStream> file_;
    std::unique_ptr<HeldOutput> held_;
};

}  // namespace inmail::cli
