#include "inmail/files/directory_turn.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace inmail {

// The lock is on the directory: closing another descriptor of a database itself would release SQLite's locks on it.
void DirectoryTurn::take(const std::filesystem::path& file) {
    directory_ = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory_ < 0) return;
    // Another program may hold the lock for a reason of its own.
    constexpr int tries = 30;
    constexpr std::chrono::milliseconds pause{10};
    for (int i = 0; i < tries && ::flock(directory_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; ++i)
        std::this_thread::sleep_for(pause);
}

DirectoryTurn::~DirectoryTurn() {
    if (directory_ >= 0) ::close(directory_);
}

}  // namespace inmail
