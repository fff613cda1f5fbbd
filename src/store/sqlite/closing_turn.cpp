#include "sqlite/closing_turn.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <thread>

namespace inmail::store {

// The lock is on the directory: closing another descriptor of the database itself would release SQLite's locks on it.
void ClosingTurn::take(const std::string& database) {
    const std::filesystem::path folder = std::filesystem::path(database).parent_path();
    directory_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory_ < 0) return;
    constexpr int tries = 1000;
    constexpr std::chrono::milliseconds pause{10};
    for (int i = 0; i < tries && ::flock(directory_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; ++i)
        std::this_thread::sleep_for(pause);
}

ClosingTurn::~ClosingTurn() {
    if (directory_ >= 0) ::close(directory_);
}

}  // namespace inmail::store
