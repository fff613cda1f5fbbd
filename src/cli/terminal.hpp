#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inmail::cli {

/// Of standard output; none if it is not a terminal.
[[nodiscard]] std::optional<std::size_t> terminal_width();
/// `when` is the setting `color`: always, never or, on a terminal that shows colours, auto.
[[nodiscard]] bool color_wanted(std::string_view when);
/// Whether standard output is a terminal whose locale is UTF-8.
[[nodiscard]] bool unicode_wanted();
[[nodiscard]] bool errors_on_terminal();
/// Prints a line on standard error. On a terminal it is broken between words; continuation lines are indented by `hang` more.
void print_error_line(const std::string& line, std::size_t hang);
/// Asks on standard error, and reads the answer from the terminal, whatever standard input is: trimmed, in lower case. None, and
/// no question, if there is no terminal.
[[nodiscard]] std::optional<std::string> ask_for(std::string_view question);
/// An entry of a list, chosen by its number or by a beginning that no other entry has.
struct Choice {
    std::string typed;
    std::optional<std::size_t> entry;  ///< none: nothing that is in the list
};
/// Shows a numbered list and asks which entry is meant. `usual`: what an empty answer means. None, and no question, if there is
/// no terminal.
[[nodiscard]] std::optional<Choice> ask_which(const std::string& question, const std::vector<std::string>& entries,
                                              std::optional<std::size_t> usual = std::nullopt);
/// Reads a text as it is typed, trimmed; none if there is no terminal.
[[nodiscard]] std::optional<std::string> ask_for_text(std::string_view question);
/// The same for a yes-or-no question. True: y or yes.
[[nodiscard]] std::optional<bool> ask(std::string_view question);

}  // namespace inmail::cli
