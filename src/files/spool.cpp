#include "inmail/files/spool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail {

std::filesystem::path spool_folder(const std::string& name) {
    std::error_code error;
    std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    if (!error) return folder;
    throw MachineFailure(fmt::format("cannot keep a copy of {}: there is no directory for it", for_terminal(name)),
                         "set TMPDIR to one");
}

Spool::Spool(const std::filesystem::path& folder) : folder_(folder) {
    std::string path = (folder / "inmail-XXXXXX").string();
    errno = 0;
    descriptor_ = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor_ >= 0) reader_.open(path, std::ios::binary);
    if (reader_.is_open()) kept_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (kept_ < 0) error_ = errno;
    if (descriptor_ >= 0) ::unlink(path.c_str());
}

Spool::~Spool() {
    close();
    if (kept_ >= 0) ::close(kept_);
}

MachineFailure Spool::failure(const std::string& name) const {
    const std::string shown = for_terminal(folder_.string());
    return MachineFailure(fmt::format("cannot keep a copy of {} in {}: {}", for_terminal(name), shown, std::strerror(error_)),
                          fmt::format("nothing was recorded; free space in {} or set TMPDIR to another directory", shown));
}

std::filesystem::path Spool::path() const { return fmt::format("/proc/self/fd/{}", kept_); }

void Spool::write(const char* bytes, std::size_t size) {
    if (error_ == 0) error_ = write_all(descriptor_, bytes, size);
}

void Spool::close() {
    if (descriptor_ >= 0 && ::close(descriptor_) != 0 && error_ == 0) error_ = errno;
    descriptor_ = -1;
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

}  // namespace inmail
