#include "inmail/files/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace inmail {

namespace {

namespace fs = std::filesystem;

constexpr mode_t owner_only_file = 0600;
constexpr mode_t owner_only_directory = 0700;
constexpr mode_t any_new_file = 0666;  // less the umask

fs::path directory_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path{"."}; }

/// Some filesystems cannot sync what they do not keep.
bool sync_descriptor(int descriptor) { return ::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP; }

/// Moves a file to a name that is free; fails with EEXIST if it is not, unlike rename.
bool move_to_free_name(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
    // A filesystem that only replaces, such as NFS. For a moment the file then has two names.
    const bool only_replaces = errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
    if (!only_replaces || ::link(from.c_str(), to.c_str()) != 0) return false;
    ::unlink(from.c_str());
    return true;
}

void make_directories(const fs::path& directory) {
    if (directory.empty() || fs::is_directory(directory)) return;
    make_directories(directory.parent_path());
    if (::mkdir(directory.c_str(), owner_only_directory) != 0 && errno != EEXIST) throw cannot_write(directory, errno);
}

}  // namespace

TemporaryFile::TemporaryFile(const fs::path& place, Unfinished kind) : place_(place), path_(unfinished_name(place, kind)) {
    remove_abandoned_files(place, kind);
    claim_ = create_claimed(path_, kind == Unfinished::database ? owner_only_file : any_new_file);
    if (claim_ < 0) throw cannot_write(place_, errno);
}

TemporaryFile::~TemporaryFile() {
    ::unlink(path_.c_str());
    for (const char* suffix : side_files) ::unlink((path_.string() + suffix).c_str());
    ::close(claim_);
}

void TemporaryFile::keep_permissions() const {
    std::error_code error;
    if (const auto old = fs::status(place_, error); fs::is_regular_file(old)) fs::permissions(path_, old.permissions(), error);
}

void TemporaryFile::sync() const {
    if (!sync_descriptor(claim_)) throw cannot_write(place_, errno);
}

bool TemporaryFile::put_in_place() {
    sync();
    if (!move_to_free_name(path_, place_)) {
        if (errno == EEXIST) return false;
        throw cannot_write(place_, errno);
    }
    sync_directory_of(place_);
    return true;
}

void TemporaryFile::replace_place() {
    sync();
    if (std::rename(path_.c_str(), place_.c_str()) != 0) throw cannot_write(place_, errno);
    sync_directory_of(place_);
}

void sync_directory_of(const fs::path& file) {
    const int descriptor = ::open(directory_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) throw cannot_write(file, errno);
    const int error = sync_descriptor(descriptor) ? 0 : errno;
    ::close(descriptor);
    if (error != 0) throw cannot_write(file, error);
}

FailedMachine cannot_write(const fs::path& path, int error) {
    using machine_fault::FileUnusable;
    return FailedMachine(FileUnusable{FileUnusable::What::write, path.string(), error});
}

void make_directories_for(const fs::path& file) {
    try {
        make_directories(directory_of(file));
    } catch (const fs::filesystem_error& e) { throw cannot_write(file, e.code().value()); }
}

fs::path without_links(fs::path path) {
    constexpr int most_links = 40;  // as many as Linux follows
    std::error_code error;
    for (int links = 0; fs::is_symlink(path, error); ++links) {
        if (links == most_links) throw cannot_write(path, ELOOP);
        path = path.parent_path() / fs::read_symlink(path, error);
        if (error) throw cannot_write(path, error.value());
    }
    return path;
}

bool is_there(const fs::path& path) {
    std::error_code error;
    // Unknown if the directory may not be searched; then a file cannot be put there either.
    const fs::file_type type = fs::symlink_status(path, error).type();
    return type != fs::file_type::not_found && type != fs::file_type::none;
}

}  // namespace inmail
