// Why a file as a whole cannot be read, and what to do about it.

#include <fmt/format.h>

#include "inmail/core/file_faults.hpp"
#include "inmail/text/in_quotes.hpp"
#include "inmail/text/suggestion.hpp"
#include "messages/error_words.hpp"

namespace inmail::render {
namespace {

using namespace file_fault;

constexpr const char* see_shape = "`inmail plans --format json` shows the shape";

/// "rulebook 'ours', row 2 of its terms, cap"
std::string place_words(const RulebookPlace& place) {
    std::string words = place.rulebook.empty() ? "the file" : "rulebook " + in_quotes(place.rulebook);
    if (place.row != 0) words += fmt::format(", row {} of its terms", place.row);
    if (!place.plan.empty()) words += fmt::format(" ({})", place.plan);
    return place.key.empty() ? words : fmt::format("{}, {}", words, place.key);
}

/// The format of a file without rows, and how to get rows out of it.
struct FormatWords {
    const char* is_what;
    const char* next_step;
};

constexpr const char* unpack = "Unpack it and give the file in it.";

FormatWords words_of_events(FileFormat format) {
    switch (format) {
        case FileFormat::workbook:
        case FileFormat::old_workbook:
            return {"an Excel workbook", "In Excel choose File, Save As, 'CSV UTF-8 (Comma delimited)', and import that file."};
        case FileFormat::open_document:
            return {"an OpenDocument file", "In LibreOffice choose File, Save As, 'Text CSV' in UTF-8, and import that file."};
        case FileFormat::numbers:
            return {"a Numbers spreadsheet", "In Numbers choose File, Export To, CSV in UTF-8, and import that file."};
        case FileFormat::pdf:
            return {"a PDF", "Save its table as 'CSV UTF-8' in the program that made it, and import that file."};
        case FileFormat::markup:
            return {"XML or HTML", "Open it in a spreadsheet, save it as 'CSV UTF-8', and import that file."};
        case FileFormat::json:
            return {"JSON", "Events are imported as CSV: `inmail export events` shows the shape."};
        case FileFormat::database:
            return {"a database", "If it is a ledger, `inmail export events --ledger FILE` writes its events as CSV."};
        case FileFormat::zip:
            return {"a zip", "Unpack it and import the CSV in it; a LinkedIn export is for `inmail import linkedin`."};
        case FileFormat::gzip:
            return {"packed by gzip", "Unpack it with gunzip and import that file."};
        case FileFormat::bzip2:
            return {"packed by bzip2", "Unpack it with bunzip2 and import that file."};
        case FileFormat::xz:
            return {"packed by xz", "Unpack it with unxz and import that file."};
        case FileFormat::zstd:
            return {"packed by zstd", "Unpack it with unzstd and import that file."};
        case FileFormat::seven_zip:
            return {"a 7z archive", unpack};
        case FileFormat::rar:
            return {"a RAR archive", unpack};
        case FileFormat::tar:
            return {"a tar archive", unpack};
        case FileFormat::text:
        case FileFormat::empty:
            break;
    }
    return {"not a CSV", "Save it as 'CSV UTF-8' and import that."};
}

FormatWords words_of_linkedin(FileFormat format) {
    constexpr const char* forms_of_archives = "Give the archive's zip, its folder or its messages.csv.";
    constexpr const char* unpack_folder = "Unpack it and give the folder; LinkedIn itself makes a zip.";
    const char* is_what = words_of_events(format).is_what;
    switch (format) {
        case FileFormat::workbook:
        case FileFormat::old_workbook:
            return {
                "an Excel workbook",
                "If it is the archive's messages.csv, choose File, Save As, 'CSV UTF-8 (Comma delimited)', and import that; a "
                "Recruiter report has each seat's totals, but no events."};
        case FileFormat::markup:
            return {"XML or HTML; an archive's messages are a CSV, and Recruiter's audit report cannot be imported",
                    forms_of_archives};
        case FileFormat::gzip:
        case FileFormat::bzip2:
        case FileFormat::xz:
        case FileFormat::zstd:
            return {is_what, words_of_events(format).next_step};
        case FileFormat::seven_zip:
        case FileFormat::rar:
        case FileFormat::tar:
            return {is_what, unpack_folder};
        default:
            return {is_what, forms_of_archives};
    }
}

const char* next_step_of(UnreadableCsv::Source source) {
    switch (source) {
        case UnreadableCsv::Source::linkedin:
            return "A quote is probably never closed there: download the archive from LinkedIn again.";
        case UnreadableCsv::Source::prospects:
            return "Correct the list and give it again.";
        case UnreadableCsv::Source::events:
        case UnreadableCsv::Source::table:
            break;
    }
    return "Correct the file and import it again; nothing was recorded.";
}

/// "ana.csv, line 3: ...; ..."
std::string header_words(const std::string& file, std::int64_t line, const std::vector<ValueFlaw>& found) {
    std::string flaws;
    for (const auto& flaw : found) flaws += (flaws.empty() ? "" : "; ") + flaw_words(flaw);
    return fmt::format("{}, line {}: {}", file, line, flaws);
}

struct FileFaultWords {
    ErrorWords operator()(const UnreadableCsv& f) const {
        constexpr const char* save_as_utf8 = "Save it as 'CSV UTF-8' and import that.";
        const std::string next_step = next_step_of(f.source);
        const auto at_line = [&](const std::string& why) {
            return ErrorWords{fmt::format("{}, line {}: {}", f.file, f.line, why), next_step, {}};
        };
        switch (f.why) {
            case UnreadableCsv::Why::zero_bytes:
                return {f.file + " is not a CSV in UTF-8: it holds zero bytes", save_as_utf8, {}};
            case UnreadableCsv::Why::stray_quote:
                return at_line(
                    fmt::format("a quote inside text, in the record that begins on line {}: is the quote on line "
                                "{} closed where it should be?",
                                f.record_line, f.field_line));
            case UnreadableCsv::Why::long_field:
                return at_line(fmt::format("a field longer than {} bytes: is a quote left open there?", f.most));
            case UnreadableCsv::Why::long_record:
                return at_line(fmt::format("a record longer than {} bytes", f.most));
            case UnreadableCsv::Why::unclosed_quote:
                break;
        }
        return at_line("the quote that opens here is never closed");
    }
    ErrorWords operator()(const NoCsv& f) const {
        const bool of_linkedin = f.source == UnreadableCsv::Source::linkedin;
        auto [is_what, next_step] = of_linkedin ? words_of_linkedin(f.format) : words_of_events(f.format);
        if (f.source == UnreadableCsv::Source::prospects) next_step = "A list of prospects is a CSV: save it as 'CSV UTF-8'.";
        return {fmt::format("{} is {}", f.file, is_what), next_step, {}};
    }
    ErrorWords operator()(const EmptyEventFile& f) const {
        return {f.file + " is empty", "It needs a header line that names its columns, then one row per event.", {}};
    }
    ErrorWords operator()(const file_fault::BadHeader& f) const {
        const std::string next_step =
            f.is_of_prospects ? fmt::format("The first line names the columns: prospect, and any of {}.",
                                            fmt::join(f.columns.begin() + 1, f.columns.end(), ", "))
                              : fmt::format("The first line must name columns from this list, with commas between them: {}.",
                                            fmt::join(f.columns, ", "));
        return {header_words(f.file, f.line, f.flaws), next_step, {}};
    }
    ErrorWords operator()(const EmptyProspectList& f) const {
        const std::string what = f.why == EmptyProspectList::Why::empty         ? ", line 1: the file is empty"
                                 : f.why == EmptyProspectList::Why::header_only ? ", line 1: no row follows the header"
                                                                                : ": the rules leave out all of its rows";
        return {f.file + what, "It needs a header line with the column prospect, then one row per person.", {}};
    }
    ErrorWords operator()(const BadProspects& f) const {
        ErrorWords words;
        for (const RejectedRow& row : f.rows) {
            const std::string column = row.column.empty() ? "" : ", " + row.column;
            const std::string line = fmt::format("{}, line {}{}: {}", f.file, row.line, column, flaw_words(row.flaw));
            words.what.empty() ? void(words.what = line) : words.further.push_back(line);
        }
        words.next_step = "Correct the list and give it again.";
        return words;
    }
    ErrorWords operator()(const BadRulebooks& f) const {
        ErrorWords words;
        for (const auto& [place, flaw] : f.flaws) {
            const std::string line = fmt::format("{}: {}: {}", f.file, place_words(place), flaw_words(flaw));
            words.what.empty() ? void(words.what = line) : words.further.push_back(line);
        }
        words.next_step = fmt::format("{}; nothing was recorded.", see_shape);
        return words;
    }
    ErrorWords operator()(const NoJson& f) const {
        return {f.line == 0 ? f.file + ": a number is too large" : fmt::format("{}, line {}: this is not JSON", f.file, f.line),
                fmt::format("{}.", see_shape),
                {}};
    }
    ErrorWords operator()(const UnknownZone& f) const {
        return {fmt::format("unknown time zone {}{}", in_quotes(f.name), inmail::did_you_mean(f.name, f.known)),
                "Give an IANA name such as Europe/Berlin, or UTC.",
                {}};
    }
};

}  // namespace

ErrorWords words_of(const FileFault& fault) { return std::visit(FileFaultWords{}, fault); }

}  // namespace inmail::render
