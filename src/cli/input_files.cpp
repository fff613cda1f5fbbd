#include "input_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <istream>
#include <system_error>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"

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

/// A temporary file without a name, for writing and then reading. It disappears when both ends are closed, even after a crash.
struct Spool {
    std::ifstream reader;
    int descriptor{-1};
    int error{0};

    explicit Spool(const std::filesystem::path& folder) {
        std::string path = (folder / "inmail-XXXXXX").string();
        errno = 0;
        descriptor = mkostemp(path.data(), O_CLOEXEC);
        if (descriptor >= 0) reader.open(path, std::ios::binary);
        if (!reader.is_open()) error = errno;
        if (descriptor >= 0) ::unlink(path.c_str());
    }
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool() { close(); }

    /// Some filesystems report a failed write only here.
    void close() {
        if (descriptor >= 0 && ::close(descriptor) != 0 && error == 0) error = errno;
        descriptor = -1;
    }
};

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
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    if (error)
        throw MachineFailure(fmt::format("cannot keep a copy of {}: there is no directory for it", for_terminal(name)),
                             "set TMPDIR to one");
    Spool spool(folder);
    std::array<char, 1 << 16> block{};
    std::uintmax_t held = 0;
    errno = 0;
    while (spool.error == 0 && in.good()) {
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
        spool.error = write_all(spool.descriptor, block.data(), size);
    }
    spool.close();
    if (spool.error != 0) throw cannot_spool(name, folder, spool.error);
    return std::move(spool.reader);
}

int write_all(int descriptor, const char* bytes, std::size_t size) {
    for (const char* const end = bytes + size; bytes != end;) {
        const auto written = ::write(descriptor, bytes, static_cast<std::size_t>(end - bytes));
        if (written >= 0)
            bytes += written;
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

}  // namespace inmail::cli
