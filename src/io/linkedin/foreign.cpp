#include "linkedin/foreign.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csv_header.hpp"
#include "in_quotes.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {
namespace {

constexpr std::string_view give_the_archive = "Give the archive's zip, its folder or its messages.csv.";

[[noreturn]] void refuse(const std::string& file, std::string_view is_what, std::string_view next_step = give_the_archive) {
    throw InputError(fmt::format("{} is {}", file, is_what), std::string(next_step));
}

/// A CSV that is known by its columns: all of these, in lower case, stand in its header.
struct KnownFile {
    std::vector<std::string_view> columns;
    std::string_view is_what;
    std::string_view next_step;
};

const std::vector<KnownFile>& known_files() {
    static constexpr std::string_view sales_navigator =
        "a Sales Navigator usage report: activity of each seat, without recipients or a credit balance";
    static constexpr std::string_view use_for_comparison =
        "It can be held against the ledger by eye; to import InMails, give the seat's own archive.";
    static const std::vector<KnownFile> files{
        {{"seat holder name", "inmails sent"},
         "a Recruiter usage report: totals of each seat and period, free InMails included, without recipients or dates",
         use_for_comparison},
        {{"days active", "searches"}, sales_navigator, use_for_comparison},
        {{"leads saved"}, sales_navigator, use_for_comparison},
        {{"ssi"}, sales_navigator, use_for_comparison},
        {{"first name", "connected on"},
         "a Connections.csv: it tells which messages were free, and holds none itself",
         "Leave it beside the messages.csv of the same export and give their folder."},
        {{"from", "to", "sent at", "direction"},
         "an Invitations.csv: it tells whose archive it is, and holds no InMail",
         "Leave it beside the messages.csv of the same export and give their folder."},
        {{"at", "event", "seat"}, "a CSV of events of this program", "Use: inmail import events FILE"},
        {{"first name", "headline"},
         "a Profile.csv: it tells whose archive it is, and holds no message",
         "Leave it beside the messages.csv of the same export and give their folder."},
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

void refuse_by_magic(const std::string& file, std::string_view first_bytes) {
    if (first_bytes.empty()) refuse(file, "empty", "Download the archive from LinkedIn again.");
    if (begins_with(first_bytes, "\xD0\xCF\x11\xE0")) refuse(file, "an Excel workbook, and reports in that form hold no events");
    if (begins_with(first_bytes, "%PDF")) refuse(file, "a PDF");
    if (begins_with(first_bytes, "<")) {
        refuse(file, "XML or HTML: an archive's messages are a CSV, and Recruiter's audit report is not read");
    }
}

void refuse_workbook_entry(const std::string& file, std::string_view entry) {
    if (!begins_with(entry, "xl/")) return;
    refuse(file, "an Excel workbook, the form of the Recruiter InMail report: totals of each seat, no events",
           "It can be held against the ledger by eye; to import InMails, give the seat's own archive.");
}

void refuse_by_name(const std::string& file) {
    if (kind_of(file) != FileKind::other_messages) return;
    refuse(file, "a log of LinkedIn's own assistants or courses, not of conversations, though its header is the same");
}

void refuse_by_header(const std::string& file, const std::vector<CsvRecord>& first_records) {
    if (first_records.empty()) refuse(file, "empty: it has no header and no rows", "Download the archive from LinkedIn again.");
    for (const auto& record : first_records) {
        const CsvHeader header(record.fields);
        for (const auto& known : known_files()) {
            if (has_all(header, known.columns)) refuse(file, known.is_what, known.next_step);
        }
    }
    const CsvRecord& first = first_records.front();
    if (!first.flaw.empty()) refuse(file, fmt::format("no messages.csv of LinkedIn's: line {}: {}", first.line, first.flaw));
    const std::string& cell = first.fields.front();
    if (first.fields.size() == 1 && cell.find_first_of(";\t") != std::string::npos) {
        refuse(file, "separated by semicolons or tabs: a spreadsheet saved it again",
               "Give the file as LinkedIn made it; a spreadsheet also changes its dates.");
    }
    throw InputError(
        fmt::format("{} is no messages.csv of LinkedIn's: line {} has no columns FROM, TO, DATE and SUBJECT, it begins with {}",
                    file, first.line, in_quotes(cell)),
        std::string(give_the_archive));
}

}  // namespace inmail::io::linkedin
