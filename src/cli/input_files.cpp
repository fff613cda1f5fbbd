#include "input_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/files/spool.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::cli {
namespace {

InputError cannot_read(const std::string& path, int error) {
    return InputError(fmt::format("cannot read {}: {}", for_terminal(path), std::strerror(error)), "check the name");
}

std::ifstream opened(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) throw cannot_read(path, EISDIR);
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) throw cannot_read(path, errno);
    return file;
}

}  // namespace

void require_there(const std::string& path) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) return;
    throw cannot_read(path, error ? error.value() : ENOENT);
}

std::ifstream open_input(const std::string& path, const OnProgress& progress) {
    std::error_code ignored;
    std::ifstream file = opened(path);
    if (!std::filesystem::is_regular_file(path, ignored)) return spooled(file, path, progress);
    return file;
}

void spool(std::istream& in, const std::string& name, Spool& to, const OnProgress& progress, std::uintmax_t most) {
    std::array<char, 1 << 16> block{};
    std::uintmax_t held = 0;
    errno = 0;
    while (to.error() == 0 && in.good()) {
        in.read(block.data(), block.size());
        if (in.bad()) {
            throw MachineFailure(fmt::format("cannot read {} to its end: {}", for_terminal(name), std::strerror(errno)),
                                 "nothing was recorded; try again");
        }
        const auto size = static_cast<std::size_t>(in.gcount());
        held += size;
        if (held > most) {
            throw InputError(fmt::format("{} holds more than {} bytes", for_terminal(name), most),
                             "save it as a file and give that: a file may have any size");
        }
        to.write(block.data(), size);
        if (progress) progress({0, static_cast<std::int64_t>(held)});
    }
    to.close();
    if (to.error() != 0) throw to.failure(name);
}

void spool_file(const std::string& path, Spool& to, const OnProgress& progress) {
    std::ifstream file = opened(path);
    spool(file, path, to, progress);
}

std::ifstream spooled(std::istream& in, const std::string& name, const OnProgress& progress, std::uintmax_t most) {
    Spool copy(spool_folder(name));
    spool(in, name, copy, progress, most);
    return std::move(copy.reader());
}

std::string input_name(const std::string& word) { return is_standard_input(word) ? "standard input" : word; }

InputFile::InputFile(const std::string& word) : word_(word), name_(input_name(word)) {
    const auto copied = [this](const ReadProgress& read) { line_.show(name_, read); };
    stream_ = is_standard_input(word) ? spooled(std::cin, name_, copied) : open_input(word, copied);
    stream_.seekg(0, std::ios::end);
    bytes_ = static_cast<std::int64_t>(stream_.tellg());
    stream_.seekg(0);
}

std::filesystem::path InputFile::folder() const {
    if (is_standard_input(word_)) return {};
    const auto folder = std::filesystem::path(word_).parent_path();
    return folder.empty() ? "." : folder;
}

OnProgress InputFile::on_progress() {
    return [this](ReadProgress read) {
        read.bytes_in_all = std::max(bytes_, read.bytes);
        line_.show(name_, read);
    };
}

}  // namespace inmail::cli
