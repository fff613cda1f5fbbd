#include "inmail/text/wrap.hpp"

#include <utility>

#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail {
namespace {

constexpr std::string_view goes_on = " \\";
constexpr std::string_view program = "inmail ";

/// Splits a line at its blanks, but for those that a shell would find in quotes.
std::vector<Word> words_of_line(std::string_view line, bool in_command) {
    std::vector<Word> words;
    std::string word;
    char quote = 0;
    const auto end_word = [&](bool inside_command) {
        if (word.empty()) return;
        const std::size_t width = display_width(word);
        words.push_back({std::exchange(word, {}), width, inside_command});
    };
    for (const char c : line) {
        if (c == ' ' && quote == 0) {
            end_word(in_command);
            continue;
        }
        word += c;
        if (c == '`') {
            in_command = !in_command;
            quote = 0;
        } else if (quote == c) {
            quote = 0;
        } else if (in_command && quote == 0 && (c == '\'' || c == '"')) {
            quote = c;
        }
    }
    end_word(false);
    return words;
}

std::vector<std::string> texts_of(std::vector<Word> lines) {
    std::vector<std::string> texts;
    for (Word& line : lines) texts.push_back(std::move(line.shown));
    return texts;
}

std::string wrapped_line(std::string_view line, std::size_t width, std::size_t hang) {
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view text = line.substr(blanks);
    if (display_width(line) <= width) return std::string(line);
    const std::size_t indent = blanks + hang;
    const std::size_t room = width > indent ? width - indent : 1;
    std::string out;
    for (const Word& shown : lines_of(words_of_line(text, begins_with(text, program)), room)) {
        out += out.empty() ? std::string(blanks, ' ') : "\n" + std::string(indent, ' ');
        out += shown.shown;
    }
    return out;
}

}  // namespace

std::vector<Word> lines_of(const std::vector<Word>& words, std::size_t width) {
    std::vector<Word> lines;
    for (const Word& word : words) {
        const std::size_t needed = word.width + (word.inside_command ? goes_on.size() : 0);
        if (!lines.empty() && lines.back().width + 1 + needed <= width) {
            lines.back().shown += " " + word.shown;
            lines.back().width += 1 + word.width;
            lines.back().inside_command = word.inside_command;
            continue;
        }
        if (!lines.empty() && lines.back().inside_command) {
            lines.back().shown += goes_on;
            lines.back().width += goes_on.size();
        }
        lines.push_back(word);
    }
    return lines;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t hang) {
    std::string out;
    while (true) {
        const std::size_t end = text.find('\n');
        out += wrapped_line(text.substr(0, end), width, hang);
        if (end == std::string_view::npos) return out;
        out += '\n';
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> lines_of_text(std::string_view line, std::size_t width) {
    return texts_of(lines_of(words_of_line(line, false), width));
}

std::vector<std::string> wrapped_command(std::string_view command, std::size_t width) {
    constexpr std::string_view comment = "# ";
    if (begins_with(command, comment)) {
        // A comment ends with its line, whatever stands there.
        auto lines = lines_of_text(command.substr(comment.size()), width - std::min(width, comment.size()));
        for (auto& line : lines) line.insert(0, comment);
        return lines;
    }
    return texts_of(lines_of(words_of_line(command, true), width));
}

}  // namespace inmail
