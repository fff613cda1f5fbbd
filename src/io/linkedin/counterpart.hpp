#pragma once

#include "linkedin/owner.hpp"

namespace inmail::io::linkedin {

/// The other side of a conversation: a person or a group.
struct Counterpart {
    TextId slug{no_text};
    TextId name{no_text};  ///< no_text if every row hides it
    bool is_group{false};
    bool is_guess{false};  ///< a TO cell seems to hold several names, some of them unknown
};

[[nodiscard]] Counterpart counterpart_of(const Messages& messages, const Conversation& conversation, Recipients& recipients,
                                         const Owner& owner);

}  // namespace inmail::io::linkedin
