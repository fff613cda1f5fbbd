#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "descriptor_stream.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/wrap.hpp"
#include "program.hpp"
#include "terminal.hpp"

namespace {

using inmail::ExitCode;

int report(ExitCode code, std::string_view what, std::string_view next_step, const std::vector<std::string>& further = {}) {
    constexpr std::size_t prefix = 8;
    const auto width = inmail::cli::error_terminal_width();
    const auto say = [&width](std::string_view before, std::string_view text, std::size_t hang) {
        const std::string line = std::string(before) + inmail::for_terminal(text);
        std::cerr << (width ? inmail::wrapped(line, *width, hang) : line) << '\n';
    };
    say("inmail: ", what, prefix);
    for (const auto& line : further) say("", line, prefix);
    if (!next_step.empty()) say(std::string(prefix, ' '), next_step, 0);
    return static_cast<int>(code);
}

}  // namespace

int main(int argc, char** argv) {
    // A closed pipe and a file that may not grow are then errors like any other, told with their exit code.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    inmail::cli::fill_closed_descriptors();
    try {
        std::ios::sync_with_stdio(false);
        return static_cast<int>(inmail::cli::run({argv + 1, argv + argc}));
    } catch (const inmail::cli::ReaderLeft&) { return static_cast<int>(ExitCode::done); } catch (const inmail::Error& e) {
        const auto words = inmail::render::words_of(e);
        const bool needs_help = words.next_step.empty() && e.code() == ExitCode::input;
        return report(e.code(), words.what, needs_help ? "`inmail COMMAND --help` shows what it takes" : words.next_step,
                      words.further);
    } catch (const inmail::Defect& e) {
        return report(ExitCode::failed, std::string("a defect of the program: ") + e.what(),
                      "please report it; what was recorded before it, if anything, stays recorded");
    } catch (const std::exception& e) { return report(ExitCode::failed, e.what(), ""); }
}
