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
#include "program.hpp"

namespace {

using inmail::ExitCode;

int report(ExitCode code, std::string_view what, std::string_view next_step, const std::vector<std::string>& further = {}) {
    std::cerr << "inmail: " << inmail::for_terminal(what) << '\n';
    for (const auto& line : further) std::cerr << inmail::for_terminal(line) << '\n';
    if (!next_step.empty()) std::cerr << "        " << inmail::for_terminal(next_step) << '\n';
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
