#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "inmail/io/linkedin.hpp"
#include "inmail/io/rows.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// What an import did; the figures add up: rows = recorded + duplicates + matched + skipped + rejected.
struct ImportResult {
    bool dry_run{false};
    std::string batch;  ///< empty: nothing was recorded
    std::int64_t rows{0};
    std::int64_t recorded{0};
    std::int64_t duplicates{0};  ///< known already: the same key, the same event
    std::int64_t matched{0};     ///< logged by hand already (LinkedIn archives)
    std::int64_t skipped{0};     ///< left out by intent
    std::vector<io::RejectedRow> rejected;
    std::vector<io::RowWarning> warnings;

    /// Of a LinkedIn archive: what was understood, what was assumed, what was left out; a sentence each.
    std::vector<std::string> account;
};

struct ImportOptions {
    Instant now;
    bool skip_invalid{false};  ///< records the sound rows of a file that has bad ones
    bool dry_run{false};
};

/// Imports events as CSV. A file with rejected rows records nothing unless skip_invalid: the caller looks at `rejected`
/// (exit 3). Throws InputError where the file as a whole is none.
[[nodiscard]] ImportResult import_events(Store& store, std::istream& in, const std::string& file_name, const io::Zone& zone,
                                         const ImportOptions& options);

struct LinkedInRequest {
    std::filesystem::path path;
    SeatId seat;        ///< none: a directory that holds one archive a seat
    std::string owner;  ///< whose archive it is, where the files do not tell
    ImportOptions options;
    std::function<void(const std::string& handle, std::int64_t bytes_read, std::int64_t bytes_total)> progress;  ///< may be empty
};

/// Imports a LinkedIn archive, or a team's, in one transaction. Throws InputError where it is none, or where it belongs to
/// someone else than the seat's earlier archives.
[[nodiscard]] ImportResult import_linkedin(Store& store, const LinkedInRequest& request);

/// `plans import`: new rulebooks, and later rows of existing ones. Throws InputError for a file that is none, Refusal for a
/// row whose date is taken or lies before the plan's last (what is there is never rewritten). Returns the rows recorded.
[[nodiscard]] std::vector<NamedTerms> import_plans(Store& store, const std::string& json, const std::string& file_name,
                                                   Instant now, bool dry_run);

}  // namespace inmail::app
