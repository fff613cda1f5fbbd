#pragma once

#include <vector>

#include "inmail/io/linkedin.hpp"
#include "linkedin/owner.hpp"

namespace inmail::io::linkedin {

/// Finds the owner's InMails and the replies to them, and gives the reason why every other row is left out
/// (docs/linkedin-exports.md). Adds to mails, skipped, rejected and warnings of `contents`.
void classify(Messages& messages, const std::vector<Conversation>& conversations, Recipients& recipients, const Owner& owner,
              const Connections& connections, ArchiveContents& contents);

}  // namespace inmail::io::linkedin
