#include "output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>
#include <streambuf>
#include <system_error>

#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"
#include "input_files.hpp"

namespace inmail::cli {
namespace {

namespace fs = std::filesystem;

Refusal exists_already(const fs::path& path) {
    return Refusal(fmt::format("{} exists already", for_terminal(path.string())), "--force replaces it");
}

/// The file that symbolic links lead to, there or not.
fs::path followed(fs::path path) {
    constexpr int most_links = 40;  // as many as Linux follows
    std::error_code error;
    for (int links = 0; fs::is_symlink(path, error); ++links) {
        if (links == most_links) throw cannot_write(path, ELOOP);
        path = path.parent_path() / fs::read_symlink(path, error);
        if (error) throw cannot_write(path, error.value());
    }
    return path;
}

/// A pipe, a terminal or the like: nothing in it can be kept or replaced.
bool is_device(const fs::path& path) {
    std::error_code ignored;
    const auto status = fs::status(path, ignored);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

}  // namespace

/// Writes to a descriptor and remembers why a write failed, which a std::ofstream does not.
class Output::Buffer : public std::streambuf {
  public:
    explicit Buffer(int descriptor) : descriptor_(descriptor) { setp(bytes_.data(), bytes_.data() + bytes_.size()); }

    /// The first error, as errno; 0 if there was none.
    [[nodiscard]] int error() const { return error_; }

  protected:
    int sync() override {
        if (error_ == 0) error_ = write_all(descriptor_, pbase(), static_cast<std::size_t>(pptr() - pbase()));
        setp(bytes_.data(), bytes_.data() + bytes_.size());
        return error_ == 0 ? 0 : -1;
    }

    int_type overflow(int_type c) override {
        if (sync() != 0) return traits_type::eof();
        if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
        *pptr() = traits_type::to_char_type(c);
        pbump(1);
        return c;
    }

  private:
    std::array<char, 1 << 16> bytes_{};
    int descriptor_;
    int error_{0};
};

Output::Output(const std::optional<std::string>& path, bool force, const fs::path& ledger) : force_(force) {
    if (!path) return;
    if (path->empty()) throw UsageError("--output names no file", "leave it out to print the report");
    path_ = *path;
    if (is_device(path_))
        open_device();
    else
        make_file(ledger);
    buffer_ = std::make_unique<Buffer>(temporary_ ? temporary_->descriptor() : device_);
    stream_ = std::make_unique<std::ostream>(buffer_.get());
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
    const fs::path target = followed(path_);
    store::refuse_ledgers_own(ledger, target);
    if (!force_ && fs::exists(fs::symlink_status(path_, ignored))) throw exists_already(path_);
    path_ = target;
    temporary_.emplace(path_, Unfinished::report);
    // A file that replaces a private one is as private.
    if (const auto old = fs::status(path_, ignored); fs::is_regular_file(old))
        fs::permissions(temporary_->path(), old.permissions(), ignored);
}

std::ostream& Output::stream() { return stream_ ? *stream_ : std::cout; }

void Output::finish() {
    if (!stream_) return;
    stream_->flush();
    if (buffer_->error() != 0) throw cannot_write(path_, buffer_->error());
    if (!temporary_) return;
    if (force_)
        temporary_->replace_place();
    else if (!temporary_->put_in_place())
        throw exists_already(path_);
}

}  // namespace inmail::cli
