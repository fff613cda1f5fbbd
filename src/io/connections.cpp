#include "inmail/io/connections.hpp"

#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/connections.hpp"

namespace inmail::io {

ConnectionsFile::ConnectionsFile(const std::filesystem::path& path)
    : people_(std::make_unique<linkedin::Connections>(
          linkedin::read_connections(linkedin::single_file(path, linkedin::FileKind::connections)))) {}
ConnectionsFile::~ConnectionsFile() = default;
ConnectionsFile::ConnectionsFile(ConnectionsFile&&) noexcept = default;
ConnectionsFile& ConnectionsFile::operator=(ConnectionsFile&&) noexcept = default;

bool ConnectionsFile::has(const Prospect& prospect) const {
    if (people_->find(prospect.key, {}) != nullptr) return true;
    if (!prospect.is_address) return people_->find({}, prospect.key) != nullptr;
    // The ids of Sales Navigator and Recruiter stand in no Connections.csv, so only the name can tell.
    const bool has_id = begins_with(prospect.key, "lead:") || begins_with(prospect.key, "talent:");
    return has_id && people_->find({}, canonical_name(prospect.name)) != nullptr;
}

}  // namespace inmail::io
