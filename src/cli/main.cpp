#include <csignal>
#include <exception>
#include <iostream>

#include "descriptor_stream.hpp"
#include "error_report.hpp"
#include "inmail/core/errors.hpp"
#include "program.hpp"

int main(int argc, char** argv) {
    // A closed pipe and a file that may not grow are then errors like any other, with their exit code.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    inmail::cli::fill_closed_descriptors();
    try {
        std::ios::sync_with_stdio(false);
        return static_cast<int>(inmail::cli::run({argv + 1, argv + argc}));
    } catch (const inmail::cli::ReaderLeft&) {
        return static_cast<int>(inmail::ExitCode::done);
    } catch (const inmail::Error& error) {
        return static_cast<int>(inmail::cli::report(error, inmail::render::utc_display()));
    } catch (const std::exception& error) { return static_cast<int>(inmail::cli::report(error)); }
}
