#include "help_text.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "inmail/text/wrap.hpp"
#include "session.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

constexpr std::size_t least_room = 20;  // for a description; with less it begins at the left

/// Where the second column of a line begins: after two blanks that follow a word. 0: the line has one column.
std::size_t second_column(const std::string& line) {
    const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
    if (first == 0) return 0;
    const std::size_t gap = line.find("  ", first);
    return gap == std::string::npos ? 0 : std::min(line.find_first_not_of(' ', gap), line.size());
}

std::string fitted(const std::string& line, std::size_t width) {
    const std::size_t column = second_column(line);
    if (line.size() <= width || column == 0 || column + least_room > width)
        return wrapped(line, width, line.empty() || line.front() != ' ' ? 0 : 4);
    std::string out = line.substr(0, column);
    std::istringstream description(wrapped(line.substr(column), width - column));
    bool is_first = true;
    for (std::string part; std::getline(description, part); is_first = false)
        out += is_first ? part : "\n" + std::string(column, ' ') + part;
    return out;
}

/// The lines of the text, and of prose one line for each paragraph: its line breaks are those of a wide terminal.
std::vector<std::string> in_paragraphs(const std::string& text) {
    std::vector<std::string> all;
    const auto is_prose = [](const std::string& line) { return !line.empty() && line.front() != ' '; };
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!all.empty() && is_prose(all.back()) && is_prose(line))
            all.back() += " " + line;
        else
            all.push_back(line);
    }
    return all;
}

}  // namespace

void print_help_text(const std::string& text) {
    const auto width = terminal_width();
    if (!width) return print_text(text);
    std::string out;
    for (const std::string& line : in_paragraphs(text)) out += fitted(line, *width) + "\n";
    print_text(out);
}

}  // namespace inmail::cli
