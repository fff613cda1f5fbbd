#include "inmail/ledger/leftovers.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <string>

#include "place.hpp"

namespace inmail::ledger {

namespace {

namespace fs = std::filesystem;

/// Of the open file, not of the process: SQLite's locks, which stand elsewhere in the file, are not touched by it.
bool lock(int fd, int how) {
    struct flock claim {};
    claim.l_type = F_WRLCK;
    claim.l_whence = SEEK_SET;
    claim.l_len = 1;
    int result = 0;
    do {
        result = ::fcntl(fd, how, &claim);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

bool is_removed(int fd) {
    struct stat status {};
    return ::fstat(fd, &status) == 0 && status.st_nlink == 0;
}

void remove_with_side_files(const fs::path& file) {
    ::unlink(file.c_str());
    for (const char* suffix : side_files) ::unlink((file.string() + suffix).c_str());
}

void sweep(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        if (errno == ENOENT) remove_with_side_files(file);  // what SQLite left of one that is gone
        return;
    }
    if (lock(fd, F_OFD_SETLK)) remove_with_side_files(file);
    ::close(fd);
}

/// The name without what SQLite appends to it.
std::string_view without_side_suffix(std::string_view name) {
    for (const std::string_view suffix : side_files) {
        if (name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix) return name.substr(0, name.size() - suffix.size());
    }
    return name;
}

bool is_unfinished(std::string_view name, std::string_view place, std::string_view mark) {
    constexpr std::string_view kept = ".before-";
    if (name.substr(0, place.size()) != place) return false;
    const std::string_view rest = name.substr(place.size());
    const auto at = rest.rfind(mark);
    if (at == std::string_view::npos || (at != 0 && rest.substr(0, kept.size()) != kept)) return false;
    const std::string_view digits = rest.substr(at + mark.size());
    return !digits.empty() && digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

int create_claimed(const fs::path& path, mode_t mode) {
    while (true) {
        const int fd = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode);
        if (fd < 0) return -1;
        // Who swept it before it was claimed holds the lock until it is gone. Where a filesystem has no locks nobody sweeps.
        lock(fd, F_OFD_SETLKW);
        if (!is_removed(fd)) return fd;
        ::close(fd);
    }
}

std::vector<fs::path> unfinished_beside(const fs::path& place, std::string_view mark) {
    const fs::path folder = place.has_parent_path() ? place.parent_path() : fs::path{"."};
    std::set<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const std::string entry = it->path().filename().string();
        const std::string_view name = without_side_suffix(entry);
        if (is_unfinished(name, place.filename().string(), mark)) found.insert(folder / name);
    }
    return {found.begin(), found.end()};
}

void sweep_leftovers(const fs::path& place, std::string_view mark) {
    for (const fs::path& file : unfinished_beside(place, mark)) sweep(file);
}

}  // namespace inmail::ledger
