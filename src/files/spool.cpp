#include "inmail/files/spool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace inmail {

std::filesystem::path spool_folder(const std::string& name) {
    std::error_code error;
    std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    if (!error) return folder;
    throw FailedMachine(machine_fault::NoCopy{name, {}, 0});
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

FailedMachine Spool::failure(const std::string& name) const {
    return FailedMachine(machine_fault::NoCopy{name, folder_.string(), error_});
}

std::filesystem::path Spool::path() const { return fmt::format("/proc/self/fd/{}", kept_); }

void Spool::write(const char* bytes, std::size_t size) {
    if (error_ == 0) error_ = write_all(descriptor_, bytes, size);
}

std::size_t Spool::read_at(std::uint64_t at, char* bytes, std::size_t size) {
    std::size_t read = 0;
    while (error_ == 0 && read < size) {
        const auto more = ::pread(kept_, bytes + read, size - read, static_cast<off_t>(at + read));
        if (more == 0) break;
        if (more > 0)
            read += static_cast<std::size_t>(more);
        else if (errno != EINTR)
            error_ = errno;
    }
    return read;
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
