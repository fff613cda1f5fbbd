#include "user.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace inmail::ledger {

std::string current_user() {
    constexpr std::size_t record_bytes = 16'384;
    std::array<char, record_bytes> buffer;
    passwd record{};
    passwd* found = nullptr;
    const uid_t uid = getuid();
    getpwuid_r(uid, &record, buffer.data(), buffer.size(), &found);
    if (found == nullptr || *found->pw_name == '\0') return "uid:" + std::to_string(uid);
    return found->pw_name;
}

}  // namespace inmail::ledger
