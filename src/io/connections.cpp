#include "inmail/io/connections.hpp"

#include <utility>
#include <vector>

#include "inmail/core/file_faults.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/connections.hpp"

namespace inmail::io {

ConnectionsFile::ConnectionsFile(const std::filesystem::path& path)
    : people_(std::make_unique<linkedin::Connections>(
          linkedin::read_connections(linkedin::single_file(path, linkedin::FileKind::connections)))) {
    std::vector<RejectedRow> rejected;
    for (const RowWarning& warning : people_->warnings) {
        if (warning.kind == RowWarning::Kind::connected_on_unreadable)
            lines_without_date_.push_back(warning.file_line);
        else
            rejected.push_back({warning.file_line, "", warning.flaw});
    }
    if (!rejected.empty()) throw InvalidFile(file_fault::BadProspects{path.string(), std::move(rejected)});
}
ConnectionsFile::~ConnectionsFile() = default;
ConnectionsFile::ConnectionsFile(ConnectionsFile&&) noexcept = default;
ConnectionsFile& ConnectionsFile::operator=(ConnectionsFile&&) noexcept = default;

std::optional<KnownConnection> ConnectionsFile::find(const Prospect& prospect) const {
    const linkedin::Connection* found = people_->find(prospect.key, {});
    // The ids of Sales Navigator and Recruiter stand in no Connections.csv, so only the name can tell.
    const bool has_id = begins_with(prospect.key, "lead:") || begins_with(prospect.key, "talent:");
    if (found == nullptr && !prospect.is_address) found = people_->find({}, prospect.key);
    if (found == nullptr && has_id) found = people_->find({}, canonical_name(prospect.name));
    return found == nullptr ? std::nullopt : std::optional{KnownConnection{found->since}};
}

}  // namespace inmail::io
