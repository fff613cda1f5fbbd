#include "output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"
#include "path_expansion.hpp"

namespace inmail::cli {
namespace {

namespace fs = std::filesystem;

Refusal exists_already(const fs::path& path) {
    return Refusal(fmt::format("{} exists already", for_terminal(path.string())), "--force replaces it");
}

/// A pipe, a terminal or the like: nothing in it can be kept or replaced.
bool is_device(const fs::path& path) {
    std::error_code ignored;
    const auto status = fs::status(path, ignored);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

}  // namespace

Output::Output(const std::optional<std::string>& path, bool force, const fs::path& ledger) : force_(force) {
    if (!path) return;
    if (path->empty()) throw UsageError("--output names no file", "leave it out to print the report");
    path_ = expanded_path(*path, "--output");
    if (is_device(path_))
        open_device();
    else
        make_file(ledger);
    stream_ = std::make_unique<DescriptorStream>(temporary_ ? temporary_->descriptor() : device_);
}

Output::~Output() {
    if (device_ >= 0) ::close(device_);
}

void Output::open_device() {
    device_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (device_ < 0) throw cannot_write(path_, errno);
}

void Output::make_file(const fs::path& ledger) {
    std::error_code ignored;
    if (fs::is_directory(path_, ignored)) throw cannot_write(path_, EISDIR);
    const fs::path target = without_links(path_);
    store::refuse_ledgers_own(ledger, target);
    if (!force_ && fs::exists(fs::symlink_status(path_, ignored))) throw exists_already(path_);
    path_ = target;
    temporary_.emplace(path_, Unfinished::report);
    temporary_->keep_permissions();
}

std::ostream& Output::stream() { return stream_ ? *stream_ : standard_output(); }

void Output::check() const {
    if (!stream_) return check_standard_output();
    if (stream_->error() == EPIPE) throw ReaderLeft();
    if (stream_->error() != 0) throw cannot_write(path_, stream_->error());
}

void Output::finish() {
    stream().flush();
    check();
    if (!temporary_) return;
    if (force_)
        temporary_->replace_place();
    else if (!temporary_->put_in_place())
        throw exists_already(path_);
}

}  // namespace inmail::cli
