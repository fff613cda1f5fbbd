#pragma once

#include <vector>

#include "linkedin/messages.hpp"

namespace inmail::io::linkedin {

/// The messages of one conversation, in the order of the file.
using Conversation = std::vector<const MessageRow*>;

/// Groups the messages by conversation id. In exports without ids, groups them by the two names and the subject.
[[nodiscard]] std::vector<Conversation> conversations_of(const Messages& messages);

}  // namespace inmail::io::linkedin
