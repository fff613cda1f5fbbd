#include "sqlite/ledger_path.hpp"

#include "inmail/core/errors.hpp"
#include "inmail/files/temp_files.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

/// The path without symbolic links, which works for files that are not there, too.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    fs::path canonical = fs::weakly_canonical(absolute, error);
    return error ? absolute.lexically_normal() : canonical;
}

/// `equivalent` knows hard links, and needs both files; paths alone know what is not there yet.
bool is_same_file(const fs::path& a, const fs::path& b) {
    std::error_code none;
    return fs::equivalent(a, b, none) || resolved(a) == resolved(b);
}

}  // namespace

void refuse_dangling_link(const fs::path& path) {
    std::error_code error;
    if (!fs::is_symlink(path, error) || fs::exists(path, error)) return;
    const fs::path target = fs::read_symlink(path, error);
    throw InputError(
        for_terminal(path.string()) + " is a symbolic link to " + for_terminal(target.string()) + ", which is not there",
        "Bring back what it led to (is its disk mounted?), or remove the link.");
}

void refuse_ledgers_own(const fs::path& ledger, const fs::path& to) {
    constexpr const char* next_step = "Name another file.";
    if (is_same_file(ledger, to)) throw InputError(for_terminal(to.string()) + " is the ledger itself", next_step);
    for (const char* suffix : side_files) {
        // SQLite keeps them beside the file that links lead to.
        if (is_same_file(resolved(ledger).string() + suffix, to))
            throw InputError(for_terminal(to.string()) + " belongs to the ledger", next_step);
    }
}

}  // namespace inmail::store
