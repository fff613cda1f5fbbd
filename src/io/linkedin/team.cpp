#include <algorithm>
#include <map>
#include <system_error>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/io/linkedin.hpp"
#include "linkedin/source.hpp"

namespace inmail::io {

using namespace linkedin;

namespace fs = std::filesystem;

namespace {

/// Whether a zip or folder seems to be an archive. It may be incomplete, which is an error when it is read.
bool looks_like_archive(const fs::path& path) {
    if (has_zip_name(path)) return true;
    const FolderListing inside = list_folder(path);
    return !inside.files.empty() || !inside.exports.empty();
}

}  // namespace

std::vector<TeamArchive> archives_of_team(const fs::path& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) return {};
    const FolderListing listing = list_folder(path);
    if (!listing.files.empty() || !listing.exports.empty()) return {};  // one archive

    std::map<std::string, fs::path> archives;
    for (const auto& candidate : listing.others) {
        if (!looks_like_archive(candidate)) continue;
        const fs::path name = has_zip_name(candidate) ? candidate.stem() : candidate.filename();
        const auto handle = parse_handle(name.string());
        using archive_fault::BadArchiveFolder;
        BadArchiveFolder fault{BadArchiveFolder::Why::no_handle, candidate.string()};
        if (!handle) {
            fault.flaw = handle.flaw();
            throw InvalidArchive(fault);
        }
        const auto [entry, is_new] = archives.emplace(*handle, candidate);
        if (is_new) continue;
        fault.why = BadArchiveFolder::Why::same_handle;
        fault.names = {entry->second.string()};
        fault.handle = *handle;
        throw InvalidArchive(fault);
    }
    std::vector<TeamArchive> team;
    team.reserve(archives.size());
    for (auto& [handle, archive] : archives) team.push_back({handle, std::move(archive)});
    return team;
}

}  // namespace inmail::io
