#pragma once

#include "linkedin/owner.hpp"

namespace inmail::io::linkedin {

/// Whom a conversation is with.
struct Party {
    TextId slug{no_text};
    TextId name{no_text};  ///< none where hidden throughout
    bool is_group{false};
    bool is_guess{false};  ///< a group because a TO cell seems to hold several names that are not known
};

[[nodiscard]] Party other_party(const Messages& messages, const Thread& thread, Recipients& recipients, const Owner& owner);

}  // namespace inmail::io::linkedin
