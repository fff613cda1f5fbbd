#include "inmail/files/file_identity.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <cerrno>

namespace inmail {

namespace {

constexpr const char* note_attribute = "user.inmail.revision";

}  // namespace

FileIdentity identity_of(const std::filesystem::path& file) {
    struct statx status {};
    if (::statx(AT_FDCWD, file.c_str(), AT_STATX_SYNC_AS_STAT, STATX_INO | STATX_BTIME, &status) != 0) return {};
    constexpr std::int64_t ns_per_second = 1'000'000'000;
    const bool has_birth = (status.stx_mask & STATX_BTIME) != 0;
    return {status.stx_ino, has_birth ? status.stx_btime.tv_sec * ns_per_second + status.stx_btime.tv_nsec : 0};
}

bool has_hard_links(const std::filesystem::path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink > 1;
}

bool is_mounted_alone(const std::filesystem::path& file) {
    constexpr std::uint64_t mount_root = 0x2000;  // STATX_ATTR_MOUNT_ROOT, which older headers lack
    struct statx status {};
    if (::statx(AT_FDCWD, file.c_str(), AT_STATX_SYNC_AS_STAT, STATX_TYPE, &status) != 0) return false;
    return S_ISREG(status.stx_mode) && (status.stx_attributes & status.stx_attributes_mask & mount_root) != 0;
}

std::optional<std::string> note_on(const std::filesystem::path& file) {
    constexpr std::size_t most_bytes = 64;
    std::string note(most_bytes, '\0');
    const auto bytes = ::getxattr(file.c_str(), note_attribute, note.data(), note.size());
    if (bytes >= 0) return note.substr(0, static_cast<std::size_t>(bytes));
    // A note that is too long to be ours counts as none.
    if (errno == ENODATA || errno == ERANGE) return std::string{};
    return std::nullopt;
}

void leave_note_on(const std::filesystem::path& file, std::string_view note) {
    static_cast<void>(::setxattr(file.c_str(), note_attribute, note.data(), note.size(), 0));
}

}  // namespace inmail
