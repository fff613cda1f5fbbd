#include "output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <system_error>

#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"

namespace inmail::cli {
namespace {

MachineFailure cannot_write(const std::filesystem::path& path, int error) {
    return MachineFailure(fmt::format("cannot write {}: {}", for_terminal(path.string()), std::strerror(error)),
                          "name another file with --output");
}

}  // namespace

Output::Output(const std::optional<std::string>& path, bool force) {
    if (!path) return;
    path_ = *path;
    std::error_code ignored;
    if (std::filesystem::is_directory(path_, ignored)) throw cannot_write(path_, EISDIR);
    if (!force && std::filesystem::exists(path_, ignored)) {
        throw Refusal(fmt::format("{} exists already", for_terminal(path_.string())), "--force replaces it");
    }
    beside_ = path_;
    beside_ += fmt::format(".part-{}", getpid());
    errno = 0;
    file_.open(beside_, std::ios::binary | std::ios::trunc);
    if (!file_) throw cannot_write(path_, errno);
}

Output::~Output() {
    if (beside_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove(beside_, ignored);
}

std::ostream& Output::stream() { return beside_.empty() ? std::cout : file_; }

void Output::finish() {
    if (beside_.empty()) return;
    errno = 0;
    file_.close();
    if (!file_) throw cannot_write(path_, errno);
    std::error_code error;
    std::filesystem::rename(beside_, path_, error);
    if (error) throw cannot_write(path_, error.value());
    beside_.clear();
}

}  // namespace inmail::cli
