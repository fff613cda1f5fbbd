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

/// A CSV file of another kind, recognised if its header has all of these columns (in lower case).
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
    };
    return files;
}

bool has_all(const CsvHeader& header, const std::vector<std::string_view>& columns) {
    return std::all_of(columns.begin(), columns.end(), [&](std::string_view c) { return header.find(c).has_value(); });
}

}  // namespace

bool is_zip(std::string_view first_bytes) {
    return begins_with(first_bytes, "PK\x03\x04") || begins_with(first_bytes, "PK\x05\x06");
}

void reject_by_first_bytes(const std::string& file, std::string_view first_bytes) {
    if (first_bytes.empty()) reject(file, FileIs::empty);
    if (begins_with(first_bytes, "\xD0\xCF\x11\xE0")) reject(file, FileIs::old_workbook);
    if (begins_with(first_bytes, "%PDF")) reject(file, FileIs::pdf);
    if (begins_with(first_bytes, "<")) reject(file, FileIs::markup);
}

void reject_workbook_entry(const std::string& file, std::string_view entry) {
    if (begins_with(entry, "xl/")) reject(file, FileIs::workbook);
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
    const std::string& cell = first.fields.front();
    if (first.fields.size() == 1 && cell.find_first_of(";\t") != std::string::npos) reject(file, FileIs::other_separator);
    throw InvalidArchive(NotAnArchive{FileIs::other_columns, file, first.line, cell});
}

}  // namespace inmail::io::linkedin
