#pragma once

#include <string>
#include <vector>

#include "inmail/core/import_notes.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// A person whom one invitation shows to be the archive's owner.
struct OwnerCandidate {
    std::string slug;  ///< from the profile URL; empty if the row has none
    std::string name;  ///< as the file spells it
};

/// The owner sent the outgoing invitations and received the incoming ones. Invitations use no credit, so they are not events.
struct Invitations {
    std::vector<OwnerCandidate> owner_candidates;  ///< one for each row
    std::vector<RowWarning> warnings;
};

[[nodiscard]] Invitations read_invitations(const ArchiveFile& file);

/// The owner's name in a Profile.csv; empty if it has none.
[[nodiscard]] std::string read_profile_name(const ArchiveFile& file);

}  // namespace inmail::io::linkedin
