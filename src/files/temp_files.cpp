#include "inmail/files/temp_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <set>
#include <string>

#include "inmail/text/strings.hpp"

namespace inmail {

namespace {

namespace fs = std::filesystem;

/// Locks the first byte for this open file, not for the process. SQLite locks other bytes.
bool lock(int fd, int how) {
    struct flock claim {};
    claim.l_type = F_WRLCK;
    claim.l_whence = SEEK_SET;
    claim.l_len = 1;
    int result = 0;
    do { result = ::fcntl(fd, how, &claim); } while (result != 0 && errno == EINTR);
    return result == 0;
}

bool is_removed(int fd) {
    struct stat status {};
    return ::fstat(fd, &status) == 0 && status.st_nlink == 0;
}

/// Whether the program may have left the file: only regular files of the user, no links.
bool is_own_file(const struct stat& status) { return S_ISREG(status.st_mode) && status.st_uid == ::geteuid(); }

void remove_own(const fs::path& file) {
    struct stat status {};
    if (::lstat(file.c_str(), &status) == 0 && is_own_file(status)) ::unlink(file.c_str());
}

void remove_with_side_files(const fs::path& file) {
    remove_own(file);
    for (const char* suffix : side_files) remove_own(file.string() + suffix);
}

void sweep(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        if (errno == ENOENT) remove_with_side_files(file);  // only SQLite's files are left
        return;
    }
    struct stat status {};
    if (::fstat(fd, &status) == 0 && is_own_file(status) && lock(fd, F_OFD_SETLK)) remove_with_side_files(file);
    ::close(fd);
}

/// The name without what SQLite appended to it.
std::string_view without_side_suffix(std::string_view name) {
    for (const std::string_view suffix : side_files) {
        if (name.size() > suffix.size() && ends_with(name, suffix)) return name.substr(0, name.size() - suffix.size());
    }
    return name;
}

/// A temporary name ends in `prefix`, `digits` random hex digits, and `suffix`.
struct Naming {
    std::string_view prefix;
    std::size_t digits;
    std::string_view suffix;

    [[nodiscard]] std::size_t size() const { return prefix.size() + digits + suffix.size(); }
    [[nodiscard]] bool is_end_of(std::string_view name) const {
        if (name.size() < size()) return false;
        const std::string_view end = name.substr(name.size() - size());
        if (!begins_with(end, prefix) || !ends_with(end, suffix)) return false;
        return end.substr(prefix.size(), digits).find_first_not_of("0123456789abcdef") == std::string_view::npos;
    }
};

constexpr std::size_t random_digits = 16;  // two draws of std::random_device
constexpr Naming database_naming{".inmail-", random_digits, ".new"};
constexpr Naming report_naming{".inmail-", random_digits, ".part"};
constexpr Naming earlier_database_naming{".new-", 32, ""};  // of an earlier version

const Naming* naming_of(std::string_view name, Unfinished kind) {
    if (kind == Unfinished::report) return report_naming.is_end_of(name) ? &report_naming : nullptr;
    for (const Naming* naming : {&database_naming, &earlier_database_naming}) {
        if (naming->is_end_of(name)) return naming;
    }
    return nullptr;
}

}  // namespace

fs::path unfinished_name(const fs::path& place, Unfinished kind) {
    const Naming& naming = kind == Unfinished::report ? report_naming : database_naming;
    std::random_device random;
    const std::string digits = fmt::format("{:08x}{:08x}", random(), random());
    return place.string().append(naming.prefix).append(digits).append(naming.suffix);
}

int create_claimed(const fs::path& path, mode_t mode) {
    while (true) {
        const int fd = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode);
        if (fd < 0) return -1;
        // Another program may have removed the file before it was locked. On a filesystem without locks none is removed.
        lock(fd, F_OFD_SETLKW);
        if (!is_removed(fd)) return fd;
        ::close(fd);
    }
}

bool is_unfinished(std::string_view file_name, const fs::path& place, Unfinished kind) {
    constexpr std::string_view kept = ".before-";
    const std::string after = place.filename().string();
    const std::string_view name = without_side_suffix(file_name);
    const Naming* naming = naming_of(name, kind);
    if (naming == nullptr || name.size() < after.size() + naming->size() || !begins_with(name, after)) return false;
    const std::string_view between = name.substr(after.size(), name.size() - after.size() - naming->size());
    return between.empty() || begins_with(between, kept);
}

std::vector<fs::path> unfinished_beside(const fs::path& place, Unfinished kind) {
    const fs::path folder = place.has_parent_path() ? place.parent_path() : fs::path{"."};
    std::set<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const std::string entry = it->path().filename().string();
        if (is_unfinished(entry, place, kind)) found.insert(folder / without_side_suffix(entry));
    }
    return {found.begin(), found.end()};
}

void remove_abandoned_files(const fs::path& place, Unfinished kind) {
    for (const fs::path& file : unfinished_beside(place, kind)) sweep(file);
}

}  // namespace inmail
