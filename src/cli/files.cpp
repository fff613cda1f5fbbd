#include "files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <system_error>

#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"

namespace inmail::cli {
namespace {

InputError cannot_read(const std::string& path, int error) {
    return InputError(fmt::format("cannot read {}: {}", for_terminal(path), std::strerror(error)), "check the name");
}

}  // namespace

void require_there(const std::string& path) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) return;
    throw cannot_read(path, error ? error.value() : ENOENT);
}

std::ifstream open_input(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) throw cannot_read(path, EISDIR);
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) throw cannot_read(path, errno);
    if (!std::filesystem::is_regular_file(path, ignored)) return spooled(file);
    return file;
}

std::ifstream spooled(std::istream& in) {
    std::string path = (std::filesystem::temp_directory_path() / "inmail-XXXXXX").string();
    const int descriptor = mkstemp(path.data());
    if (descriptor < 0) throw MachineFailure(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
    close(descriptor);
    std::ofstream copy(path, std::ios::binary);
    if (in.peek() != std::char_traits<char>::eof()) copy << in.rdbuf();
    copy.close();
    std::ifstream spooled(path, std::ios::binary);
    std::filesystem::remove(path);  // it lives on until the stream closes
    if (!copy || !spooled) throw MachineFailure("cannot keep a copy of what cannot be read twice", "give it as a file on disk");
    return spooled;
}

}  // namespace inmail::cli
