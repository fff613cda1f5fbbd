#include "linkedin/not_an_archive.hpp"

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

[[noreturn]] void reject(const std::string& file, std::string_view is_what, std::string_view next_step = give_the_archive) {
    throw InputError(fmt::format("{} is {}", file, is_what), std::string(next_step));
}

/// A CSV file of another kind, recognised if its header has all of these columns (in lower case).
struct KnownFile {
    std::vector<std::string_view> columns;
    std::string_view is_what;
    std::string_view next_step;
};

const std::vector<KnownFile>& known_files() {
    static constexpr std::string_view sales_navigator =
        "a Sales Navigator usage report: it has each seat's activity, but no recipients and no credit balance";
    static constexpr std::string_view use_for_comparison =
        "Compare it with the ledger by hand; to import InMails, give the seat's own archive.";
    static const std::vector<KnownFile> files{
        {{"seat holder name", "inmails sent"},
         "a Recruiter usage report: it has totals that include free InMails, but no recipients and no dates",
         use_for_comparison},
        {{"days active", "searches"}, sales_navigator, use_for_comparison},
        {{"leads saved"}, sales_navigator, use_for_comparison},
        {{"ssi"}, sales_navigator, use_for_comparison},
        {{"first name", "connected on"},
         "a Connections.csv: it shows which messages were free, but holds no messages",
         "Leave it beside the messages.csv of the same export and give their folder."},
        {{"from", "to", "sent at", "direction"},
         "an Invitations.csv: it shows whose archive it is, but holds no InMails",
         "Leave it beside the messages.csv of the same export and give their folder."},
        {{"at", "event", "seat"}, "a CSV of this program's events", "Use: inmail import events FILE"},
        {{"first name", "headline"},
         "a Profile.csv: it shows whose archive it is, but holds no messages",
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

void reject_by_first_bytes(const std::string& file, std::string_view first_bytes) {
    if (first_bytes.empty()) reject(file, "empty", "Download the archive from LinkedIn again.");
    if (begins_with(first_bytes, "\xD0\xCF\x11\xE0")) reject(file, "an Excel workbook; reports in that format hold no events");
    if (begins_with(first_bytes, "%PDF")) reject(file, "a PDF");
    if (begins_with(first_bytes, "<")) {
        reject(file, "XML or HTML; an archive's messages are a CSV, and Recruiter's audit report cannot be imported");
    }
}

void reject_workbook_entry(const std::string& file, std::string_view entry) {
    if (!begins_with(entry, "xl/")) return;
    reject(file, "an Excel workbook, such as the Recruiter InMail report: it has each seat's totals, but no events",
           "Compare it with the ledger by hand; to import InMails, give the seat's own archive.");
}

void reject_by_name(const std::string& file) {
    if (kind_of(file) != FileKind::other_messages) return;
    reject(file, "a log of LinkedIn's assistants or courses, not of conversations");
}

void reject_by_header(const std::string& file, const std::vector<CsvRecord>& first_records) {
    if (first_records.empty()) reject(file, "empty: it has no header and no rows", "Download the archive from LinkedIn again.");
    for (const auto& record : first_records) {
        const CsvHeader header(record.fields);
        for (const auto& known : known_files()) {
            if (has_all(header, known.columns)) reject(file, known.is_what, known.next_step);
        }
    }
    const CsvRecord& first = first_records.front();
    if (!first.flaw.empty()) reject(file, fmt::format("not a messages.csv from LinkedIn: line {}: {}", first.line, first.flaw));
    const std::string& cell = first.fields.front();
    if (first.fields.size() == 1 && cell.find_first_of(";\t") != std::string::npos) {
        reject(file, "separated by semicolons or tabs: a spreadsheet has saved it again",
               "Give the file as LinkedIn exported it, because a spreadsheet also changes its dates.");
    }
    throw InputError(
        fmt::format(
            "{} is not a messages.csv from LinkedIn: line {} begins with {} and has no columns FROM, TO, DATE and SUBJECT", file,
            first.line, in_quotes(cell)),
        std::string(give_the_archive));
}

}  // namespace inmail::io::linkedin
