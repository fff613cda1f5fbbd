#pragma once

#include <string>

#include "inmail/app/import/import_result.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// A warning as a clause. Stored text in it is not yet fit for a terminal, as in the next.
[[nodiscard]] std::string warning_words(const app::ImportWarning& warning, const Display& display);
[[nodiscard]] std::string rejection_words(const RejectedRow& row);

/// The first of the rows that are gone from a file, and how many more there are: "send ana jane-doe of 2026-03-14, ...".
[[nodiscard]] std::string gone_rows(const std::vector<RecordedEvent>& gone, const Display& display);
/// What a file replaced: sentences, one per line.
[[nodiscard]] std::string replacement_words(const app::ImportReplacement& replacement, bool dry_run, const Display& display);
/// What came of the recorded rows, and what was so before and is no more: a sentence. Something did.
[[nodiscard]] std::string effect_words(const app::ImportEffects& effects, bool dry_run);
[[nodiscard]] std::string lost_effect_words(const app::ImportEffects& effects, bool dry_run);

/// What was read, assumed and left out of an archive: sentences, one per line. `names_seat`: each begins with the seat.
[[nodiscard]] std::string archive_words(const app::ArchiveSummary& archive, bool names_seat, bool dry_run,
                                        const Display& display);

}  // namespace inmail::render
