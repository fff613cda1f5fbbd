#include "csv_separator.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <utility>

#include "csv_header.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr std::string_view separators = ",;\t|";
/// LinkedIn puts a few lines of notes before a header.
constexpr std::size_t max_lines = 20;

/// Takes the first line off the text, without its end.
std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    text.remove_prefix(line.size());
    text.remove_prefix(std::min<std::size_t>(text.size(), begins_with(text, "\r\n") ? 2 : 1));
    return line;
}

/// `sep=;`, as spreadsheets write and read it.
bool is_declaration(std::string_view line) {
    if (line.size() >= 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
    constexpr std::string_view word = "sep=";
    if (line.size() != word.size() + 1 || to_lower_latin1(line.substr(0, word.size())) != word) return false;
    const auto c = static_cast<unsigned char>(line.back());
    return c == '\t' || (std::ispunct(c) != 0 && c != '"');
}

/// The cells of a line, split at `separator` outside of quotes.
std::vector<std::string> cells_of(std::string_view line, char separator) {
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        if (c == separator && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

bool is_header(const std::vector<std::string>& cells, const std::vector<std::string_view>& names) {
    return std::any_of(cells.begin(), cells.end(), [&](const std::string& cell) {
        return std::find(names.begin(), names.end(), folded_column_name(cell)) != names.end();
    });
}

/// The separator by which most lines have the same number of cells, at least two; of several the one that makes most cells.
/// Titles above a header, and text with commas, have other numbers.
char most_regular(const std::vector<std::string_view>& lines) {
    char best = separators.front();
    std::pair<std::size_t, std::size_t> best_score;  // lines, cells
    for (const char separator : separators) {
        std::map<std::size_t, std::size_t> lines_of;  // by number of cells
        for (const std::string_view line : lines) ++lines_of[cells_of(line, separator).size()];
        for (const auto& [cells, count] : lines_of) {
            const std::pair score(count, cells);
            if (cells < 2 || score <= best_score) continue;
            best = separator;
            best_score = score;
        }
    }
    return best;
}

}  // namespace

std::optional<CsvSeparator> declared_separator(std::string_view beginning) {
    std::string_view rest = beginning;
    const std::string_view line = take_line(rest);
    if (!is_declaration(line)) return std::nullopt;
    const char declared = line.back() == '"' ? line[line.size() - 2] : line.back();
    return CsvSeparator{declared, beginning.size() - rest.size()};
}

char likely_separator(std::string_view beginning, const std::vector<std::string_view>& header_names) {
    std::string_view rest = beginning;
    std::string_view line = take_line(rest);
    std::vector<std::string_view> lines;
    for (std::size_t i = 0; i < max_lines && !(line.empty() && rest.empty()); ++i, line = take_line(rest)) {
        if (!trim(line).empty()) lines.push_back(line);
        for (const char separator : separators) {
            if (is_header(cells_of(line, separator), header_names)) return separator;
        }
    }
    // Of a header that is not found, its own line says more than the rest.
    if (!header_names.empty() && lines.size() > 1) lines.resize(1);
    return most_regular(lines);
}

}  // namespace inmail::io
