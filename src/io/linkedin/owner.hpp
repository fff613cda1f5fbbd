#pragma once

#include <string>
#include <vector>

#include "linkedin/conversations.hpp"
#include "linkedin/invitations.hpp"
#include "linkedin/recipients.hpp"

namespace inmail::io::linkedin {

/// The owner of the archive.
struct Owner {
    TextId slug{no_text};       ///< no_text if no profile URL of the owner is known
    std::vector<TextId> names;  ///< canonical; several if the name changed
    std::string written;        ///< the name as the archive spells it
    OwnerProof proof;

    /// Whether the person is the owner. Compares slugs if both are known, else names.
    [[nodiscard]] bool is(TextId person_slug, TextId person_name) const;
    [[nodiscard]] bool sent(const MessageRow& row) const;
    [[nodiscard]] bool is_known() const { return slug != no_text || !names.empty(); }
};

/// Evidence from outside the messages for who the owner is.
struct OwnerEvidence {
    std::string requested;                         ///< the URL or name that the user gave; empty: none
    std::vector<OwnerCandidate> owner_candidates;  ///< from the invitations
    std::string profile_name;                      ///< from Profile.csv; empty: none
    const Connections* connections;                ///< people who cannot be the owner
};

/// Finds the owner by the first kind of evidence that gives one answer (docs/linkedin-exports.md). Throws InputError if none
/// does, or if no message names the requested owner.
[[nodiscard]] Owner find_owner(Messages& messages, const std::vector<Conversation>& conversations, Recipients& recipients,
                               const OwnerEvidence& evidence);

}  // namespace inmail::io::linkedin
