#include "sqlite/current_user.hpp"

#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace inmail::store {

std::string name_of_user(uid_t uid) {
    constexpr std::size_t first_buffer_bytes = 1024;
    constexpr std::size_t largest_buffer_bytes = std::size_t{1024} * 1024;
    passwd record{};
    passwd* found = nullptr;
    std::vector<char> buffer(first_buffer_bytes);
    while (getpwuid_r(uid, &record, buffer.data(), buffer.size(), &found) == ERANGE && buffer.size() < largest_buffer_bytes) {
        buffer.resize(2 * buffer.size());
    }
    return found == nullptr ? "uid:" + std::to_string(uid) : found->pw_name;
}

std::string current_user() { return name_of_user(getuid()); }

}  // namespace inmail::store
