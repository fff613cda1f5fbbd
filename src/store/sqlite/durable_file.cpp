#include "sqlite/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/random.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/temp_files.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

constexpr mode_t owner_only_file = 0600;
constexpr mode_t owner_only_directory = 0700;
constexpr std::size_t random_bytes = 16;

[[noreturn]] void fail_to_make(const fs::path& path, int error) {
    throw MachineFailure(for_terminal(path.string()) + " cannot be made: " + std::strerror(error),
                         "Check who may write there, or name another place.");
}

/// Closes what it holds, and makes what was written to it durable before.
class Descriptor {
  public:
    Descriptor(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC)), path_(path) {
        if (fd_ < 0) fail_to_make(path, errno);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(fd_); }

    void sync() const {
        if (::fsync(fd_) != 0) fail_to_make(path_, errno);
    }

  private:
    int fd_;
    fs::path path_;
};

/// The one name of a file, there or not, whose directory is reached by whatever name.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    fs::path one = fs::weakly_canonical(absolute, error);
    return error ? absolute.lexically_normal() : one;
}

/// A hard link has another name, and what is not there is no file yet.
bool is_same_file(const fs::path& a, const fs::path& b) {
    std::error_code none;
    return fs::equivalent(a, b, none) || resolved(a) == resolved(b);
}

fs::path directory_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path{"."}; }

void make_directories(const fs::path& directory) {
    if (directory.empty() || fs::is_directory(directory)) return;
    make_directories(directory.parent_path());
    if (::mkdir(directory.c_str(), owner_only_directory) != 0 && errno != EEXIST) fail_to_make(directory, errno);
}

}  // namespace

std::string random_hex(std::size_t digits) {
    Digest random{};
    ensure(digits <= 2 * random_bytes, "no more random digits are taken than there are");
    fill_random(random.data(), random_bytes);
    return to_hex(random).substr(0, digits);
}

TemporaryFile::TemporaryFile(const fs::path& place) : place_(place), path_(unfinished_name(place, Unfinished::database)) {
    sweep_leftovers(place, Unfinished::database);
    claim_ = create_claimed(path_, owner_only_file);
    if (claim_ < 0) fail_to_make(place_, errno);
}

TemporaryFile::~TemporaryFile() {
    ::unlink(path_.c_str());
    for (const char* suffix : side_files) ::unlink((path_.string() + suffix).c_str());
    ::close(claim_);
}

bool TemporaryFile::put_in_place() {
    Descriptor(path_, O_RDONLY).sync();
    // Unlike a rename, a link never takes the place of a file that came meanwhile.
    if (::link(path_.c_str(), place_.c_str()) != 0) {
        if (errno == EEXIST) return false;
        fail_to_make(place_, errno);
    }
    Descriptor(directory_of(place_), O_RDONLY | O_DIRECTORY).sync();
    return true;
}

void TemporaryFile::replace_place() {
    Descriptor(path_, O_RDONLY).sync();
    if (::rename(path_.c_str(), place_.c_str()) != 0) fail_to_make(place_, errno);
    Descriptor(directory_of(place_), O_RDONLY | O_DIRECTORY).sync();
}

void make_directories_for(const fs::path& file) {
    try {
        make_directories(directory_of(file));
    } catch (const fs::filesystem_error& e) { fail_to_make(file, e.code().value()); }
}

void refuse_dangling_link(const fs::path& path) {
    std::error_code error;
    if (!fs::is_symlink(path, error) || fs::exists(path, error)) return;
    const fs::path target = fs::read_symlink(path, error);
    throw InputError(
        for_terminal(path.string()) + " is a symbolic link to " + for_terminal(target.string()) + ", which is not there",
        "Bring back what it led to (is its disk mounted?), or remove the link.");
}

void refuse_ledgers_own(const fs::path& ledger, const fs::path& to) {
    constexpr const char* next_step = "Name another file.";
    if (is_same_file(ledger, to)) throw InputError(for_terminal(to.string()) + " is the ledger itself", next_step);
    for (const char* suffix : side_files) {
        // SQLite keeps them beside the file that links lead to.
        if (is_same_file(resolved(ledger).string() + suffix, to))
            throw InputError(for_terminal(to.string()) + " belongs to the ledger", next_step);
    }
}

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

}  // namespace inmail::store
