#include "progress_line.hpp"

#include <fmt/format.h>

#include <iostream>

#include "inmail/text/terminal.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

double megabytes(std::int64_t bytes) {
    constexpr double bytes_a_megabyte = 1e6;
    return static_cast<double>(bytes) / bytes_a_megabyte;
}

std::string with_thousands(std::int64_t number) {
    constexpr std::size_t group = 3;
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > group;) digits.insert(at -= group, ",");
    return digits;
}

}  // namespace

ProgressLine::ProgressLine() : on_terminal_(errors_on_terminal()) {}

ProgressLine::~ProgressLine() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
}

void ProgressLine::show(const std::string& name, const ReadProgress& progress) {
    constexpr auto shortest_look = std::chrono::milliseconds{100};
    if (!on_terminal_) return;
    const auto now = Clock::now();
    const bool is_last = progress.bytes == progress.bytes_in_all;  // what follows may take a while
    if (shown_ && !is_last && now - last_ < shortest_look) return;
    shown_ = true;
    last_ = now;
    std::cerr << fmt::format("\r\033[K{}: {}", for_terminal(name), progress_words(progress)) << std::flush;
}

std::string progress_words(const ReadProgress& progress) {
    std::string words;
    if (progress.rows > 0) words = fmt::format("{} {}, ", with_thousands(progress.rows), progress.rows == 1 ? "row" : "rows");
    words += fmt::format("{:.1f}", megabytes(progress.bytes));
    if (progress.bytes_in_all > 0) words += fmt::format(" of {:.1f}", megabytes(progress.bytes_in_all));
    return words + " MB";
}

}  // namespace inmail::cli
