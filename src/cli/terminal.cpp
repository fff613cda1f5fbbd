#include "terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>

#include "environment.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"
#include "inmail/text/wrap.hpp"

namespace inmail::cli {
namespace {

constexpr std::size_t usual_width = 80;  // of a terminal that does not report its width

std::optional<std::size_t> width_of(int descriptor) {
    if (isatty(descriptor) == 0) return std::nullopt;
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_width;
    return size.ws_col;
}

}  // namespace

std::optional<std::size_t> terminal_width() { return width_of(STDOUT_FILENO); }

bool color_wanted(std::string_view when) {
    if (when != "auto") return when == "always";
    if (isatty(STDOUT_FILENO) == 0) return false;
    const auto terminal = environment("TERM");
    return terminal && *terminal != "dumb";
}

bool unicode_wanted() {
    if (isatty(STDOUT_FILENO) == 0) return false;
    // The first of them that is set names the locale (POSIX, environment variables).
    for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const auto locale = environment(variable);
        if (!locale) continue;
        const std::string name = to_lower_latin1(*locale);
        return name.find("utf-8") != std::string::npos || name.find("utf8") != std::string::npos;
    }
    return false;
}

bool errors_on_terminal() { return isatty(STDERR_FILENO) != 0; }

void print_error_line(const std::string& line, std::size_t hang) {
    const auto width = width_of(STDERR_FILENO);
    std::cerr << (width ? wrapped(line, *width, hang) : line) << '\n';
}

std::optional<std::string> ask_for_text(std::string_view question) {
    if (!errors_on_terminal()) return std::nullopt;
    std::ifstream terminal("/dev/tty");
    if (!terminal) return std::nullopt;
    std::cerr << question << ' ' << std::flush;
    std::string answer;
    if (!std::getline(terminal, answer)) std::cerr << '\n';
    return std::string(trim(answer));
}

std::optional<std::string> ask_for(std::string_view question) {
    auto answer = ask_for_text(question);
    if (answer) *answer = to_lower_latin1(*answer);
    return answer;
}

std::optional<Choice> ask_which(const std::string& question, const std::vector<std::string>& entries,
                                std::optional<std::size_t> usual) {
    std::string list = question + '\n';
    for (std::size_t i = 0; i < entries.size(); ++i) list += fmt::format("{:>4}  {}\n", i + 1, for_terminal(entries[i]));
    const auto answer = ask_for(list + (usual ? fmt::format("Which? [{}]", *usual + 1) : std::string("Which?")));
    if (!answer) return std::nullopt;
    if (answer->empty()) return Choice{*answer, usual};
    const auto number = whole_number(*answer);
    if (number && *number >= 1 && *number <= static_cast<std::int64_t>(entries.size()))
        return Choice{*answer, static_cast<std::size_t>(*number - 1)};
    std::vector<std::size_t> fitting;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (begins_with(to_lower_latin1(entries[i]), *answer)) fitting.push_back(i);
    }
    return Choice{*answer, fitting.size() == 1 ? std::optional(fitting.front()) : std::nullopt};
}

std::optional<bool> ask(std::string_view question) {
    const auto answer = ask_for(std::string(question) + " [y/N]");
    if (!answer) return std::nullopt;
    return *answer == "y" || *answer == "yes";
}

}  // namespace inmail::cli
