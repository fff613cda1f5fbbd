#include "output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <streambuf>
#include <system_error>

#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/temp_files.hpp"
#include "inmail/text/terminal.hpp"
#include "input_files.hpp"

namespace inmail::cli {
namespace {

namespace fs = std::filesystem;

MachineFailure cannot_write(const fs::path& path, int error) {
    return MachineFailure(fmt::format("cannot write {}: {}", for_terminal(path.string()), std::strerror(error)),
                          "name another file with --output");
}

Refusal exists_already(const fs::path& path) {
    return Refusal(fmt::format("{} exists already", for_terminal(path.string())), "--force replaces it");
}

/// Unlike std::rename this never replaces a file: it fails with EEXIST.
bool rename_to_new(const fs::path& from, const fs::path& to) {
    if (::link(from.c_str(), to.c_str()) == 0) {
        ::unlink(from.c_str());  // else the next to write there removes it
        return true;
    }
    // Some filesystems, such as FAT, have no second names.
    return errno != EEXIST && ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0;
}

/// The file that symbolic links lead to, whether it is there or not.
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

/// Something that is there and is no file: nothing of it can be kept or replaced.
bool is_device(const fs::path& path) {
    std::error_code ignored;
    const auto status = fs::status(path, ignored);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

}  // namespace

/// A file being written, that knows why a write failed: a std::ofstream tells that something did.
class Output::File : public std::streambuf {
  public:
    /// Of something that is there, or of a new file of our own.
    File(const fs::path& path, bool is_new)
        : descriptor_(is_new ? store::create_claimed(path, for_everyone) : ::open(path.c_str(), O_WRONLY | O_CLOEXEC)) {
        if (descriptor_ < 0) error_ = errno;
        setp(buffer_.data(), buffer_.data() + buffer_.size());
    }
    ~File() override {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    /// What went wrong so far; 0: nothing.
    [[nodiscard]] int error() const { return error_; }

    /// Everything on the disk: a rename may outlive a loss of power that the bytes do not. It stays open, and so ours.
    void finish() {
        sync();
        if (error_ == 0 && ::fsync(descriptor_) != 0 && errno != EINVAL && errno != ENOTSUP) error_ = errno;  // EINVAL: a pipe
    }

  protected:
    int sync() override {
        if (error_ == 0) error_ = write_all(descriptor_, pbase(), static_cast<std::size_t>(pptr() - pbase()));
        setp(buffer_.data(), buffer_.data() + buffer_.size());
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
    static constexpr mode_t for_everyone = 0666;  // less what the umask takes away
    std::array<char, 1 << 16> buffer_{};
    int descriptor_;
    int error_{0};
};

Output::Output(const std::optional<std::string>& path, bool force, const fs::path& ledger) : force_(force) {
    if (!path) return;
    if (path->empty()) throw UsageError("--output names no file", "leave it out to print the report");
    path_ = *path;
    if (is_device(path_)) {
        file_ = std::make_unique<File>(path_, false);
    } else {
        std::error_code ignored;
        if (fs::is_directory(path_, ignored)) throw cannot_write(path_, EISDIR);
        const fs::path target = followed(path_);
        store::refuse_ledgers_own(ledger, target);
        if (!force && fs::exists(fs::symlink_status(path_, ignored))) { throw exists_already(path_); }
        path_ = target;
        store::sweep_leftovers(path_, store::Unfinished::report);
        beside_ = store::unfinished_name(path_, store::Unfinished::report);
        file_ = std::make_unique<File>(beside_, true);
    }
    if (file_->error() != 0) {
        beside_.clear();  // not ours
        throw cannot_write(path_, file_->error());
    }
    // What replaces a private file is as private.
    std::error_code ignored;
    if (const auto old = fs::status(path_, ignored); fs::is_regular_file(old))
        fs::permissions(beside_, old.permissions(), ignored);
    stream_ = std::make_unique<std::ostream>(file_.get());
}

Output::~Output() {
    if (!beside_.empty()) ::unlink(beside_.c_str());
}

std::ostream& Output::stream() { return stream_ ? *stream_ : std::cout; }

void Output::finish() {
    if (!file_) return;
    file_->finish();
    if (file_->error() != 0) throw cannot_write(path_, file_->error());
    if (beside_.empty()) return;
    const bool in_place = force_ ? std::rename(beside_.c_str(), path_.c_str()) == 0 : rename_to_new(beside_, path_);
    if (!in_place && errno == EEXIST) throw exists_already(path_);
    if (!in_place) throw cannot_write(path_, errno);
    beside_.clear();
}

}  // namespace inmail::cli
