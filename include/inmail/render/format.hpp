#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail::render {

/// `html` is a page, which audit, forecast, stats and route have; `ics` is a calendar, which only the forecast has.
enum class Format { table, json, csv, markdown, html, ics };
constexpr std::array<std::string_view, 6> format_names{"table", "json", "csv", "markdown", "html", "ics"};
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);

/// Where and for whom a result is drawn. A plain value: render opens no time-zone database and asks no terminal.
struct Display {
    Instant now;                                     ///< sentences leave out its year
    std::function<std::string(Instant)> wall_clock;  ///< "2026-03-14 09:30" in the display zone, with seconds if not zero
    std::optional<std::size_t> terminal_width;       ///< none: no terminal, so nothing is cut
    bool color{false};
    bool unicode{false};  ///< a terminal whose locale is UTF-8, which can show characters for drawing
    /// Shortens a key to what a person must type, if no other key of the ledger begins with it. Empty: keys are shown whole.
    std::function<std::string(const std::string&)> short_key{};
};
/// For JSON, and where no zone is known: "2026-03-14 09:30Z", and every date with its year.
[[nodiscard]] Display utc_display();
/// "2026-03-14 09:30"; only the date if it begins a UTC date, which is that date in any zone (RULES section 2).
[[nodiscard]] std::string short_moment(Instant t, const Display& display);
/// Only the date: "2026-06-14".
[[nodiscard]] std::string short_day(Instant t, const Display& display);

/// A result, drawn.
struct Rendered {
    std::string out;                ///< for standard output: the data
    std::vector<std::string> said;  ///< for standard error: sentences about it
};

}  // namespace inmail::render
