#include "output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/files/spool.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/sqlite/ledger_path.hpp"
#include "inmail/text/terminal.hpp"
#include "path_expansion.hpp"

namespace inmail::cli {
namespace {

namespace fs = std::filesystem;

Refusal exists_already(const fs::path& path) {
    return Refusal(fmt::format("{} exists already", for_terminal(path.string())), "use --force to replace it");
}

/// A pipe, a terminal or the like, which cannot be replaced.
bool is_device(const fs::path& path) {
    std::error_code ignored;
    const auto status = fs::status(path, ignored);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

}  // namespace

Output::Output(const std::optional<std::string>& path, bool force, const fs::path& ledger) : force_(force) {
    if (!path) {
        held_ = std::make_unique<HeldOutput>();
        return;
    }
    if (path->empty()) throw UsageError("--output names no file", "leave it out to print the report");
    path_ = expanded_path(*path, "--output");
    if (is_device(path_)) {
        open_device();
        held_ = std::make_unique<HeldOutput>();
        return;
    }
    make_file(ledger);
    file_ = std::make_unique<DescriptorStream>(temporary_->descriptor());
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

void Output::check() const {
    if (file_ && file_->error() != 0) throw cannot_write(path_, file_->error());
}

void Output::finish() {
    if (held_) {
        release();
        return;
    }
    file_->flush();
    check();
    if (force_)
        temporary_->replace_place();
    else if (!temporary_->put_in_place())
        throw exists_already(path_);
}

void Output::release() {
    if (device_ < 0) {
        held_->print();
        standard_output().flush();
        check_standard_output();
        return;
    }
    held_->pass_to([this](const char* bytes, std::size_t size) {
        const int error = write_all(device_, bytes, size);
        if (error == EPIPE) throw ReaderLeft();
        if (error != 0) throw cannot_write(path_, error);
        return true;
    });
}

}  // namespace inmail::cli
