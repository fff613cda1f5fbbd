#include "sqlite/permission.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "sqlite/current_user.hpp"

namespace inmail::store {

FailedMachine not_permitted(const std::filesystem::path& path, int error, Access access) {
    using machine_fault::LedgerUnusable;
    struct stat status {};
    const bool is_others = error == EACCES && ::stat(path.c_str(), &status) == 0 && status.st_uid != ::geteuid();
    if (!is_others) {
        const std::string reason = std::generic_category().message(error);
        return FailedMachine(LedgerUnusable{LedgerUnusable::Why::cannot_open, path.string(), reason});
    }
    const auto why = access == Access::read ? LedgerUnusable::Why::not_readable : LedgerUnusable::Why::not_writable;
    return FailedMachine(LedgerUnusable{why, path.string(), name_of_user(status.st_uid)});
}

void require_permission_to_read(const std::filesystem::path& path) {
    if (::access(path.c_str(), R_OK) != 0) throw not_permitted(path, errno, Access::read);
}

}  // namespace inmail::store
