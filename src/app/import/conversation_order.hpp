#pragma once

#include <set>
#include <vector>

#include "import/archived.hpp"
#include "import/known_messages.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// Reads the archive's conversations again together with what earlier archives told of them: one archive may lack a message that
/// another shows, and what comes first decides what is an InMail and what an answer (docs/linkedin-exports.md). Marks mails that
/// are ordinary messages, and other answers to the same send. Returns the events of earlier archives that are ordinary messages.
[[nodiscard]] std::vector<KnownOrdinary> order_conversations(std::vector<Archived>& all,
                                                             const std::vector<io::OrdinaryMessages>& ordinary,
                                                             const std::set<std::int64_t>& dates_only);

}  // namespace inmail::app
