#include "csv_separator.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "csv_header.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr std::string_view separators = ",;\t";
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

char most_frequent(std::string_view line) {
    char best = separators.front();
    std::size_t most = 1;
    for (const char separator : separators) {
        const std::size_t cells = cells_of(line, separator).size();
        if (cells <= most) continue;
        best = separator;
        most = cells;
    }
    return best;
}

}  // namespace

CsvSeparator separator_of(std::string_view beginning, const std::vector<std::string_view>& header_names) {
    std::string_view rest = beginning;
    std::string_view line = take_line(rest);
    if (is_declaration(line)) {
        const char declared = line.back() == '"' ? line[line.size() - 2] : line.back();
        return {declared, beginning.size() - rest.size()};
    }
    std::string_view first_line;
    for (std::size_t i = 0; i < max_lines && !(line.empty() && rest.empty()); ++i, line = take_line(rest)) {
        if (first_line.empty()) first_line = trim(line);
        // Without names there is no header to look for.
        if (header_names.empty() && !first_line.empty()) break;
        for (const char separator : separators) {
            if (is_header(cells_of(line, separator), header_names)) return {separator};
        }
    }
    return {most_frequent(first_line)};
}

}  // namespace inmail::io
