#pragma once

#include <string>
#include <vector>

#include "inmail/io/rows.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// A person as a file beside the messages names the archive's owner.
struct OwnerClue {
    std::string slug;  ///< empty where the era or the row has no URL
    std::string name;  ///< as written
};

/// Who the invitations show to be the owner, a clue a row: who sent the outgoing ones, who got the incoming ones.
/// Invitations make no event: none of them used a credit.
struct Invitations {
    std::vector<OwnerClue> clues;
    std::vector<RowWarning> warnings;
};

[[nodiscard]] Invitations read_invitations(const ArchiveFile& file);

/// The owner's name of a Profile.csv; empty where it has none.
[[nodiscard]] std::string read_profile_name(const ArchiveFile& file);

}  // namespace inmail::io::linkedin
