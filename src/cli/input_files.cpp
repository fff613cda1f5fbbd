#include "input_files.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <istream>
#include <system_error>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "spool.hpp"

namespace inmail::cli {
namespace {

InputError cannot_read(const std::string& path, int error) {
    return InputError(fmt::format("cannot read {}: {}", for_terminal(path), std::strerror(error)), "check the name");
}

MachineFailure cannot_spool(const std::string& name, const std::filesystem::path& folder, int error) {
    const std::string shown = for_terminal(folder.string());
    return MachineFailure(fmt::format("cannot keep a copy of {} in {}: {}", for_terminal(name), shown, std::strerror(error)),
                          fmt::format("nothing was recorded; free space in {} or set TMPDIR to another directory", shown));
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
    if (!std::filesystem::is_regular_file(path, ignored)) return spooled(file, path);
    return file;
}

std::ifstream spooled(std::istream& in, const std::string& name, std::uintmax_t most) {
    const std::filesystem::path folder = spool_folder(name);
    Spool spool(folder);
    std::array<char, 1 << 16> block{};
    std::uintmax_t held = 0;
    errno = 0;
    while (spool.error() == 0 && in.good()) {
        in.read(block.data(), block.size());
        if (in.bad()) {
            throw MachineFailure(fmt::format("cannot read {} to its end: {}", for_terminal(name), std::strerror(errno)),
                                 "nothing was recorded; try again");
        }
        const auto size = static_cast<std::size_t>(in.gcount());
        held += size;
        if (held > most) {
            throw InputError(fmt::format("{} holds more than {} bytes", for_terminal(name), most),
                             "save it as a file and name that: a file may be of any size");
        }
        spool.write(block.data(), size);
    }
    spool.close();
    if (spool.error() != 0) throw cannot_spool(name, folder, spool.error());
    return std::move(spool.reader());
}

}  // namespace inmail::cli
