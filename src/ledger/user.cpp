#include "user.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>

namespace inmail::ledger {

namespace {

constexpr std::size_t record_bytes = 16'384;
using Buffer = std::array<char, record_bytes>;

/// Of the machine's own users; null for one of a directory's.
const passwd* find_local(uid_t uid, passwd& record, Buffer& buffer) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen("/etc/passwd", "re"), std::fclose);
    passwd* found = nullptr;
    while (file && fgetpwent_r(file.get(), &record, buffer.data(), buffer.size(), &found) == 0) {
        if (found->pw_uid == uid) return found;
    }
    return nullptr;
}

const passwd* find(uid_t uid, passwd& record, Buffer& buffer) {
    passwd* found = nullptr;
    getpwuid_r(uid, &record, buffer.data(), buffer.size(), &found);
    return found;
}

}  // namespace

std::string current_user() {
    Buffer buffer;
    passwd record{};
    const uid_t uid = getuid();
    // The name service would mostly look there, too, but reads its configuration first and tries a daemon's socket, twice.
    const passwd* user = find_local(uid, record, buffer);
    if (user == nullptr) user = find(uid, record, buffer);
    if (user == nullptr || *user->pw_name == '\0') return "uid:" + std::to_string(uid);
    return user->pw_name;
}

}  // namespace inmail::ledger
