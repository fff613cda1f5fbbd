#pragma once

#include <string>
#include <vector>

#include "linkedin/invitations.hpp"
#include "linkedin/threads.hpp"

namespace inmail::io::linkedin {

/// Whose archive it is.
struct Owner {
    TextId slug{no_text};       ///< none where no URL of theirs is known
    std::vector<TextId> names;  ///< folded; more than one where a name changed
    std::string written;        ///< the name as the archive writes it
    std::string how;            ///< the evidence, in words

    /// Whether a person of a row, by slug if there is one, is the owner.
    [[nodiscard]] bool is(TextId person_slug, TextId person_name) const;
    [[nodiscard]] bool sent(const MessageRow& row) const;
    [[nodiscard]] bool is_known() const { return slug != no_text || !names.empty(); }
};

/// What there is beside the messages to find the owner by.
struct OwnerEvidence {
    std::string asked;             ///< a URL or name that settles it; empty: none
    std::vector<OwnerClue> clues;  ///< of the invitations
    std::string profile_name;
    const Connections* connections;  ///< nobody is their own connection
};

/// Finds the owner by the first kind of evidence that settles it. Throws InputError where none does, or where the one
/// asked for is in no message.
[[nodiscard]] Owner find_owner(Messages& messages, const std::vector<Thread>& threads, Recipients& recipients,
                               const OwnerEvidence& evidence);

}  // namespace inmail::io::linkedin
