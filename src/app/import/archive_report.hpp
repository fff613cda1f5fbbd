#pragma once

#include <cstdint>

#include "import/archive_messages.hpp"
#include "import/archive_source.hpp"
#include "import/known_messages.hpp"
#include "inmail/app/import/import_result.hpp"

namespace inmail::app {

// What an archive's import says of its rows.

void report_understood(const ArchiveSource& source, ArchiveSummary& summary);
/// The rows that make no event.
void report_rows(const ArchiveSource& source, ImportResult& result);
void leave_out_ordinary(std::int64_t line, ArchiveSummary& summary, ImportResult& result);
/// Counts a new mail before the seat's first stint.
void count_early(const io::ArchiveMail& mail, const KnownMessages& known, ArchiveSummary& summary);
/// A logged event, or one with only a date, and the record in its place. `line`: 0 if only an earlier archive has it.
[[nodiscard]] ArchiveSummary::Superseded superseded_by(const KnownMessage& logged, const EventRecord& record, std::int64_t line);
/// Warns of logged messages that LinkedIn lacks, but that may be its messages.
void warn_of_doubles(const ArchiveSource& source, const ArchiveMessages& archived, const KnownMessages& known,
                     ImportResult& result);
/// Sorts by line.
void sort_by_line(ArchiveSummary& summary);

}  // namespace inmail::app
