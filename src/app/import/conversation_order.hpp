#pragma once

#include <set>
#include <vector>

#include "import/archived_message.hpp"
#include "import/known_messages.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// Reads the archive's conversations together with those of earlier archives. One archive may lack a message that another has,
/// and the first message of a conversation decides which are InMails and which are answers (docs/linkedin-exports.md). Marks
/// mails that are ordinary messages, and other answers to the same send. Returns the events of earlier archives that are ordinary
/// messages.
[[nodiscard]] std::vector<KnownOrdinary> order_conversations(std::vector<ArchivedMessage>& all,
                                                             const std::vector<io::OrdinaryMessages>& ordinary,
                                                             const std::set<std::int64_t>& dates_only);

}  // namespace inmail::app
