#include "sqlite/current_user.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>

namespace inmail::store {

namespace {

constexpr std::size_t record_bytes = 16'384;
using Buffer = std::array<char, record_bytes>;

/// Empty where the name service knows none.
std::string name_by_service(uid_t uid) {
    Buffer buffer;
    passwd record{};
    passwd* found = nullptr;
    getpwuid_r(uid, &record, buffer.data(), buffer.size(), &found);
    return found == nullptr ? std::string() : found->pw_name;
}

}  // namespace

std::string name_in(const char* user_list, uid_t uid) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(user_list, "re"), std::fclose);
    Buffer buffer;
    passwd record{};
    passwd* found = nullptr;
    while (file && fgetpwent_r(file.get(), &record, buffer.data(), buffer.size(), &found) == 0) {
        // `+name` and `-name` are no users: they bring in and leave out those of a directory.
        const bool names_user = *found->pw_name != '+' && *found->pw_name != '-';
        if (found->pw_uid == uid && names_user) return found->pw_name;
    }
    return {};
}

std::string current_user() {
    const uid_t uid = getuid();
    // The name service would mostly look there, too, but reads its configuration first and tries a daemon's socket, twice.
    std::string name = name_in("/etc/passwd", uid);
    if (name.empty()) name = name_by_service(uid);
    return name.empty() ? "uid:" + std::to_string(uid) : name;
}

}  // namespace inmail::store
