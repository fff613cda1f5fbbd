#include "sqlite/open_database.hpp"

#include <cerrno>
#include <string_view>
#include <utility>

#include "inmail/core/machine_faults.hpp"

namespace inmail::store {

namespace {

thread_local bool took_up_log = false;
thread_local int open_error = 0;

void on_message(void*, int code, const char*) {
    const int error = errno;
    if (code == SQLITE_NOTICE_RECOVER_WAL) took_up_log = true;
    if ((code & primary_code_mask) == SQLITE_CANTOPEN) open_error = error;
}

/// Turns off SQLite's count of its memory, which takes a lock at each allocation, and listens to its messages. Possible only
/// before the process opens its first database.
void set_up_sqlite() {
    static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) | sqlite3_config(SQLITE_CONFIG_LOG, on_message, nullptr);
    static_cast<void>(result);
}

/// Whether SQLite refuses the path, absolute and without links, together with the longest name that it gives a side file.
bool is_too_long(const std::filesystem::path& path) {
    constexpr std::size_t longest_suffix = 8;  // "-journal"
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
    return !error && whole.string().size() + longest_suffix > static_cast<std::size_t>(sqlite3_vfs_find(nullptr)->mxPathname);
}

}  // namespace

std::string plain_path(const std::filesystem::path& path) {
    const std::string bytes = path.string();
    return path.is_relative() ? "./" + bytes : bytes.substr(bytes.find_first_not_of('/') - 1);
}

std::string immutable_uri(const std::filesystem::path& path) {
    std::string uri = "file:";
    for (const char c : plain_path(path)) {
        constexpr std::string_view reserved = "?#%";
        if (reserved.find(c) == std::string_view::npos) {
            uri += c;
        } else {
            constexpr char digits[] = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            uri += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
        }
    }
    return uri + "?immutable=1";
}

sqlite3_file* file_of(sqlite3* database, int which) {
    sqlite3_file* file = nullptr;
    const bool given = sqlite3_file_control(database, "main", which, &file) == SQLITE_OK;
    return given && file != nullptr && file->pMethods != nullptr ? file : nullptr;
}

SQLite::Database open_database(const std::string& name, const std::string& path, int flags) try {
    set_up_sqlite();
    return SQLite::Database(name, flags, busy_timeout_ms);
} catch (const SQLite::Exception& e) {
    const bool is_uri = (flags & SQLite::OPEN_URI) != 0;
    refuse_by_machine_error(is_too_long(is_uri ? path : name) ? ENAMETOOLONG : last_open_error(), path);
    throw FailedMachine(machine_fault::LedgerUnusable{machine_fault::LedgerUnusable::Why::cannot_open, path, e.getErrorStr()});
}

void refuse_by_machine_error(int error, const std::string& path) {
    using machine_fault::LedgerUnusable;
    if (error == ENAMETOOLONG) throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::too_long, path});
    if (error == EMFILE || error == ENFILE) throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::too_many_files, path});
}

int last_open_error() { return std::exchange(open_error, 0); }

bool took_up_a_log() { return std::exchange(took_up_log, false); }

}  // namespace inmail::store
