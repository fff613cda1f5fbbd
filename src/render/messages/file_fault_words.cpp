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

struct FileFaultWords {
    ErrorWords operator()(const UnreadableCsv& f) const {
        constexpr const char* save_as_utf8 = "Save it as 'CSV UTF-8' and import that.";
        const std::string next_step = f.source == UnreadableCsv::Source::events
                                          ? "Mend the file and import it again; nothing was recorded."
                                          : "A quote is probably never closed there: download the archive from LinkedIn again.";
        const auto at_line = [&](const std::string& why) {
            return ErrorWords{fmt::format("{}, line {}: {}", f.file, f.line, why), next_step, {}};
        };
        switch (f.why) {
            case UnreadableCsv::Why::utf16:
                return {f.file + " is UTF-16 text", save_as_utf8, {}};
            case UnreadableCsv::Why::zero_bytes:
                return {f.file + " is no CSV in UTF-8: it holds zero bytes", save_as_utf8, {}};
            case UnreadableCsv::Why::stray_quote:
                return at_line(
                    fmt::format("a quote inside of text, in the record that begins on line {}: is the quote on line "
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
    ErrorWords operator()(const EmptyEventFile& f) const {
        return {f.file + " is empty", "It needs a header line that names its columns, then a row an event.", {}};
    }
    ErrorWords operator()(const BadEventHeader& f) const {
        std::string flaws;
        for (const auto& flaw : f.flaws) flaws += (flaws.empty() ? "" : "; ") + flaw_words(flaw);
        return {fmt::format("{}, line {}: {}", f.file, f.line, flaws),
                fmt::format("The first line must name columns from this list, with commas between them: {}.",
                            fmt::join(f.columns, ", ")),
                {}};
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
