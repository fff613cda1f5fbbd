#include "linkedin/not_an_archive.hpp"

#include <algorithm>

#include "csv_header.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/text/strings.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {
namespace {

using archive_fault::NotAnArchive;
using FileIs = NotAnArchive::Kind;

[[noreturn]] void reject(const std::string& file, FileIs kind) { throw InvalidArchive(NotAnArchive{kind, file}); }

/// A CSV file of another kind, recognised if its header has all of these columns.
struct KnownFile {
    std::vector<std::string_view> columns;
    FileIs kind;
};

const std::vector<KnownFile>& known_files() {
    static const std::vector<KnownFile> files{
        {{"seat holder name", "inmails sent"}, FileIs::recruiter_report},
        {{"days active", "searches"}, FileIs::navigator_report},
        {{"leads saved"}, FileIs::navigator_report},
        {{"ssi"}, FileIs::navigator_report},
        {{"first name", "connected on"}, FileIs::connections},
        {{"from", "to", "sent at", "direction"}, FileIs::invitations},
        {{"at", "event", "seat"}, FileIs::events},
        {{"first name", "headline"}, FileIs::profile},
        {{"transaction made at", "description"}, FileIs::receipts},
        {{"registered at"}, FileIs::registration},
    };
    return files;
}

bool has_all(const CsvHeader& header, const std::vector<std::string_view>& columns) {
    return std::all_of(columns.begin(), columns.end(), [&](std::string_view c) { return header.find(c).has_value(); });
}

}  // namespace

void reject_format(const std::string& file, file_fault::FileFormat format) {
    using file_fault::FileFormat;
    if (format == FileFormat::empty) reject(file, FileIs::empty);
    if (format != FileFormat::text && format != FileFormat::zip)
        throw InvalidFile(file_fault::NoCsv{format, file_fault::UnreadableCsv::Source::linkedin, file});
}

void reject_by_name(const std::string& file) {
    if (kind_of(file) == FileKind::other_messages) reject(file, FileIs::assistant_log);
}

void reject_by_header(const std::string& file, const std::vector<CsvRecord>& first_records) {
    if (first_records.empty()) reject(file, FileIs::without_rows);
    for (const auto& record : first_records) {
        const CsvHeader header(record.fields);
        for (const auto& known : known_files()) {
            if (has_all(header, known.columns)) reject(file, known.kind);
        }
    }
    const CsvRecord& first = first_records.front();
    if (first.flaw) throw InvalidArchive(NotAnArchive{FileIs::bad_first_line, file, first.line, {}, *first.flaw});
    throw InvalidArchive(NotAnArchive{FileIs::other_columns, file, first.line, first.fields.front()});
}

}  // namespace inmail::io::linkedin
