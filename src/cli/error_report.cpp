#include "error_report.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "inmail/render/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

constexpr std::string_view program = "inmail: ";

/// A location that stands in the wrong place, such as behind `init`, may hold a password, too.
std::string harmless(std::string_view text) { return for_terminal(store::without_passwords(std::string(text))); }

void print(std::string_view what, const std::vector<std::string>& further, std::string_view next_step) {
    print_error_line(std::string(program) + harmless(what), program.size());
    for (const auto& line : further) print_error_line(harmless(line), program.size());
    if (!next_step.empty()) print_error_line(std::string(program.size(), ' ') + harmless(next_step), 0);
}

}  // namespace

ExitCode report(const Error& error, const render::Display& display, std::string_view command) {
    const auto words = render::words_of(error, display);
    const bool needs_help = words.next_step.empty() && error.code() == ExitCode::input;
    const std::string help =
        command.empty() ? "`inmail --help` lists the commands" : fmt::format("`inmail {} --help` shows what it takes", command);
    print(words.what, words.further, needs_help ? help : words.next_step);
    return error.code();
}

ExitCode report(const std::exception& unexpected) {
    if (dynamic_cast<const Defect*>(&unexpected) == nullptr)
        print(unexpected.what(), {}, {});
    else
        print(std::string("a defect of the program: ") + unexpected.what(), {},
              "please report it; anything recorded before it stays recorded");
    return ExitCode::failed;
}

}  // namespace inmail::cli
