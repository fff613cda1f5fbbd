#include "sqlite/copy.hpp"

#include <algorithm>

#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"

namespace inmail::store {

namespace fs = std::filesystem;

void copy_into(Connection& from, const TemporaryFile& to) {
    Connection copy(to);
    from.copy_to(copy);
}

fs::path place_aside(const fs::path& ledger, const std::string& why, Instant now) {
    std::string stamp = to_rfc3339(now);
    stamp.erase(std::remove_if(stamp.begin(), stamp.end(), [](char c) { return c == '-' || c == ':' || c == '.'; }), stamp.end());
    fs::path place = ledger.string() + "." + why + "-" + stamp;
    // The name exists if this is the second copy in a millisecond, or the clock is fixed.
    for (int n = 2; is_there(place); ++n) place = ledger.string() + "." + why + "-" + stamp + "-" + std::to_string(n);
    return place;
}

std::vector<std::string> copies_beside(const fs::path& ledger) {
    std::vector<std::string> copies;
    std::error_code error;
    const fs::path folder = ledger.has_parent_path() ? ledger.parent_path() : fs::path{"."};
    const std::string name = ledger.filename().string();
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const std::string other = it->path().filename().string();
        const bool is_kept = begins_with(other, name + ".before-") || begins_with(other, name + ".damaged-") ||
                             begins_with(other, name + ".foreign-");
        if (is_kept || is_unfinished(other, ledger, Unfinished::database)) copies.push_back(it->path().string());
    }
    std::sort(copies.begin(), copies.end());
    return copies;
}

fs::path copy_aside(Connection& ledger, const std::string& why, Instant now) {
    for (;;) {
        fs::path place = place_aside(ledger.path(), why, now);
        TemporaryFile temporary(place, Unfinished::database);
        copy_into(ledger, temporary);
        // Another process may take the name first; then try the next one.
        if (temporary.put_in_place()) return place;
    }
}

}  // namespace inmail::store
