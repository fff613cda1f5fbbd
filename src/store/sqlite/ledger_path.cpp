#include "sqlite/ledger_path.hpp"

#include "inmail/core/ledger_faults.hpp"
#include "inmail/files/temp_files.hpp"
#include "inmail/store/sqlite/ledger_path.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;
using ledger_fault::UnusablePath;

/// The path without symbolic links, which works for files that are not there, too.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    fs::path canonical = fs::weakly_canonical(absolute, error);
    return error ? absolute.lexically_normal() : canonical;
}

/// `equivalent` recognises hard links, but needs both files; paths are compared for files that do not exist yet.
bool is_same_file(const fs::path& a, const fs::path& b) {
    std::error_code none;
    return fs::equivalent(a, b, none) || resolved(a) == resolved(b);
}

}  // namespace

void refuse_dangling_link(const fs::path& path) {
    std::error_code error;
    if (!fs::is_symlink(path, error) || fs::exists(path, error)) return;
    const auto why =
        error == std::errc::too_many_symbolic_link_levels ? UnusablePath::Why::circular_link : UnusablePath::Why::dangling_link;
    const fs::path target = fs::read_symlink(path, error);
    throw InvalidLedgerRequest(UnusablePath{UnusablePath::Use::ledger, why, path.string(), target.string()});
}

void refuse_ledgers_own(const fs::path& ledger, const fs::path& to) {
    const auto refuse = [&to](UnusablePath::Why why) {
        throw InvalidLedgerRequest(UnusablePath{UnusablePath::Use::output, why, to.string()});
    };
    if (is_same_file(ledger, to)) refuse(UnusablePath::Why::is_the_ledger);
    for (const char* suffix : side_files) {
        // SQLite keeps them beside the file that links lead to.
        if (is_same_file(resolved(ledger).string() + suffix, to)) refuse(UnusablePath::Why::belongs_to_ledger);
    }
}

}  // namespace inmail::store
