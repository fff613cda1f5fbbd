#pragma once

#include <cstdint>

#include "import/archive_messages.hpp"
#include "import/archive_source.hpp"
#include "import/known_messages.hpp"
#include "inmail/app/import/import.hpp"

namespace inmail::app {

// What an archive's import says of its rows.

void report_understood(const ArchiveSource& source, ArchiveSummary& summary);
/// The rows that make no event.
void report_rows(const ArchiveSource& source, ImportResult& result);
void leave_out_ordinary(std::int64_t line, ArchiveSummary& summary, ImportResult& result);
/// Counts a new mail before the seat's first stint.
void count_early(const io::ArchiveMail& mail, const KnownMessages& known, ArchiveSummary& summary);
/// What was logged, or told by its date alone, and the record in its place. `line`: 0 if only an earlier archive told it.
[[nodiscard]] ArchiveSummary::Superseded superseded_by(const KnownMessage& logged, const EventRecord& record, std::int64_t line);
/// Warns of messages that were logged and are none of LinkedIn's, but may be.
void warn_of_doubles(const ArchiveSource& source, const ArchiveMessages& archived, const KnownMessages& known,
                     ImportResult& result);
/// Sorts by line.
void sort_by_line(ArchiveSummary& summary);

}  // namespace inmail::app
