#pragma once

#include <vector>

#include "inmail/io/linkedin.hpp"
#include "linkedin/owner.hpp"

namespace inmail::io::linkedin {

/// Finds the owner's InMails and their replies among the messages, and says of every other row why it was left out
/// (docs/linkedin-exports.md). Adds mails, skipped, rejected and warnings to `reading`.
void classify(Messages& messages, const std::vector<Thread>& threads, Recipients& recipients, const Owner& owner,
              const Connections& connections, ArchiveContents& reading);

}  // namespace inmail::io::linkedin
