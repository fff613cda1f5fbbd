// Preloaded into the program under test: makes one of its writes to a ledger's files fail, or kills it there.
//   INMAIL_FAULT_DIR   only calls on files in this directory count (a real path)
//   INMAIL_FAULT_AT    the number of the call to strike, counted from 1
//   INMAIL_FAULT_KIND  kill (before the call), killed-after, eio, enospc, torn (half of a write arrives, then EIO),
//                      full (from this call on, no write makes a file longer: ENOSPC)
//                      trace: no fault; every call is logged instead
//   INMAIL_FAULT_LOG   the file that gets a line when the fault strikes: kind, call, file, and whether inside a transaction

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace {

enum class Fault { none, kill, killed_after, eio, enospc, torn, full };

const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

Fault wanted() {
    const std::string kind = variable("INMAIL_FAULT_KIND");
    if (kind == "trace") return Fault::none;
    if (kind == "kill") return Fault::kill;
    if (kind == "killed-after") return Fault::killed_after;
    if (kind == "enospc") return Fault::enospc;
    if (kind == "torn") return Fault::torn;
    if (kind == "full") return Fault::full;
    return Fault::eio;
}

/// The file of a call, and whether the call is inside a transaction: from its first write to the write-ahead log to the sync
/// that makes its commit durable. Other work on the log (syncs before a checkpoint, truncation, removal) comes after that.
struct Place {
    std::string file;
    bool in_transaction{false};
};

std::set<std::string>& unsynced_logs() {
    static std::set<std::string> logs;
    return logs;
}

Place written(std::string file) {
    constexpr std::string_view log = "-wal";
    const bool is_log = file.size() > log.size() && std::string_view(file).substr(file.size() - log.size()) == log;
    if (is_log) unsynced_logs().insert(file);
    return {std::move(file), is_log};
}

Place synced(std::string file) {
    const bool is_commit = unsynced_logs().erase(file) != 0;
    return {std::move(file), is_commit && wanted() != Fault::killed_after};
}

void log_strike(const char* call, const Place& place) {
    const std::string line = std::string(variable("INMAIL_FAULT_KIND")) + " " + call + " " + place.file +
                             (place.in_transaction ? " in a transaction\n" : "\n");
    const int fd =
        static_cast<int>(syscall(SYS_openat, AT_FDCWD, variable("INMAIL_FAULT_LOG"), O_WRONLY | O_APPEND | O_CREAT, 0600));
    if (fd < 0) return;
    static_cast<void>(syscall(SYS_write, fd, line.data(), line.size()));
    syscall(SYS_close, fd);
}

/// The fault to apply to this call, if any. A kill happens here.
Fault strike(const char* call, const Place& place) {
    static const std::string directory = variable("INMAIL_FAULT_DIR");
    static const long at = std::atol(variable("INMAIL_FAULT_AT"));
    static long count = 0;
    if (place.file.rfind(directory, 0) != 0) return Fault::none;
    const Fault fault = wanted();
    ++count;
    if (fault == Fault::full) return count < at ? Fault::none : fault;
    if (count != at && fault != Fault::none) return Fault::none;
    log_strike(call, place);
    if (fault == Fault::kill) ::kill(::getpid(), SIGKILL);
    return fault;
}

std::string file_of(int fd) {
    char path[PATH_MAX];
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const ssize_t n = ::readlink(link.c_str(), path, sizeof path);
    return n > 0 ? std::string(path, static_cast<std::size_t>(n)) : std::string();
}

std::string file_of(const char* path) { return path[0] == '/' ? std::string(path) : std::string(); }

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

int fail_with(int error) {
    errno = error;
    return -1;
}

/// Makes a call that writes no bytes, fails it, or kills the program after it.
template <class Call>
int struck(const char* name, const Place& place, Call&& call) {
    switch (strike(name, place)) {
        case Fault::none:
        case Fault::kill:
        case Fault::full:
            return call();
        case Fault::killed_after:
            call();
            ::kill(::getpid(), SIGKILL);
            return 0;
        case Fault::enospc:
            return fail_with(ENOSPC);
        case Fault::eio:
        case Fault::torn:
            return fail_with(EIO);
    }
    return call();
}

template <class Write>
ssize_t struck_write(const char* name, int fd, std::size_t size, off64_t offset, Write&& write) {
    const Place place = written(file_of(fd));
    switch (strike(name, place)) {
        case Fault::none:
        case Fault::kill:
            return write(size);
        case Fault::killed_after:
            write(size);
            ::kill(::getpid(), SIGKILL);
            return 0;
        case Fault::enospc:
            return fail_with(ENOSPC);
        case Fault::full:
            if (offset + static_cast<off64_t>(size) <= ::lseek64(fd, 0, SEEK_END)) return write(size);
            log_strike(name, place);
            return fail_with(ENOSPC);
        case Fault::eio:
            return fail_with(EIO);
        case Fault::torn:
            write(size / 2);
            return fail_with(EIO);
    }
    return write(size);
}

}  // namespace

extern "C" {

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
    static auto* const call = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return struck_write("pwrite", fd, size, offset, [&](std::size_t n) { return call(fd, bytes, n, offset); });
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
    static auto* const call = real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
    return struck_write("pwrite", fd, size, offset, [&](std::size_t n) { return call(fd, bytes, n, offset); });
}

int fsync(int fd) {
    static auto* const call = real<int(int)>("fsync");
    return struck("fsync", synced(file_of(fd)), [&] { return call(fd); });
}

int fdatasync(int fd) {
    static auto* const call = real<int(int)>("fdatasync");
    return struck("fdatasync", synced(file_of(fd)), [&] { return call(fd); });
}

int ftruncate64(int fd, off64_t size) noexcept {
    static auto* const call = real<int(int, off64_t)>("ftruncate64");
    return struck("ftruncate", {file_of(fd)}, [&] { return call(fd, size); });
}

int ftruncate(int fd, off_t size) noexcept {
    static auto* const call = real<int(int, off_t)>("ftruncate");
    return struck("ftruncate", {file_of(fd)}, [&] { return call(fd, size); });
}

int unlink(const char* path) noexcept {
    static auto* const call = real<int(const char*)>("unlink");
    return struck("unlink", {file_of(path)}, [&] { return call(path); });
}

int link(const char* from, const char* to) noexcept {
    static auto* const call = real<int(const char*, const char*)>("link");
    return struck("link", {file_of(to)}, [&] { return call(from, to); });
}

int rename(const char* from, const char* to) noexcept {
    static auto* const call = real<int(const char*, const char*)>("rename");
    return struck("rename", {file_of(to)}, [&] { return call(from, to); });
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned int flags) noexcept {
    static auto* const call = real<int(int, const char*, int, const char*, unsigned int)>("renameat2");
    return struck("rename", {file_of(to)}, [&] { return call(from_folder, from, to_folder, to, flags); });
}
}
