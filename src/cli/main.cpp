#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "descriptor_stream.hpp"
#include "error_report.hpp"
#include "inmail/core/errors.hpp"
#include "program.hpp"

namespace {

/// glibc raises this limit to the size of each large block that is freed, and from then on keeps such blocks instead of returning
/// them: 8 MB of a report's peak.
void return_large_blocks() {
#ifdef __GLIBC__
    constexpr int usual_bytes = 128 * 1024;
    mallopt(M_MMAP_THRESHOLD, usual_bytes);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    return_large_blocks();
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
