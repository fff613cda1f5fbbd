#pragma once

#include <string>

#include "inmail/app/import/import.hpp"

namespace inmail::render {

/// A warning as a clause. Stored text in it is not yet fit for a terminal, as in the next.
[[nodiscard]] std::string warning_words(const app::ImportWarning& warning);
[[nodiscard]] std::string rejection_words(const RejectedRow& row);

/// What was understood, assumed and left out of an archive: sentences, a line each. `names_seat`: each begins with the seat.
[[nodiscard]] std::string archive_words(const app::ArchiveSummary& archive, bool names_seat);

}  // namespace inmail::render
