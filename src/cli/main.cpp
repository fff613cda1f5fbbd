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

/// By itself, glibc keeps large blocks that were freed once, and gives each thread a heap that keeps what the thread had. That is
/// 8 and 10 MB of a report's peak. Threads here seldom ask for memory at the same time.
void keep_little_freed_memory() {
#ifdef __GLIBC__
    constexpr int usual_bytes = 128 * 1024;
    mallopt(M_MMAP_THRESHOLD, usual_bytes);
    mallopt(M_ARENA_MAX, 1);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    keep_little_freed_memory();
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
