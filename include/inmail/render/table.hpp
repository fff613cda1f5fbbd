#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inmail/core/credits.hpp"
#include "inmail/core/time.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

enum class Tone { plain, warning, bad };

/// One typed value of a table. Text may be anyone's: what draws it makes it harmless.
struct Cell {
    Cell() = default;
    Cell(std::string text) : value(std::move(text)) {}
    Cell(std::string_view text) : value(std::string(text)) {}
    Cell(const char* text) : value(std::string(text)) {}
    Cell(std::int64_t n) : value(n) {}
    Cell(int n) : value(std::int64_t{n}) {}
    Cell(Credits n, Tone t = Tone::plain) : value(n.value), tone(t) {}
    Cell(Instant t, Tone shade = Tone::plain) : value(t), tone(shade) {}
    template <class T>
    Cell(const std::optional<T>& maybe) {
        if (maybe) *this = Cell(*maybe);
    }

    std::variant<std::monostate, std::string, std::int64_t, Instant> value;
    Tone tone{Tone::plain};
};

struct Column {
    /// Numbers stand right. On a narrow terminal prose is wrapped, a command stands below its row, text is cut, and a name (which
    /// someone may want to type) only if nothing else helps. A `deadline` is an instant that still counts, a `day` one that is
    /// shown as its date.
    enum class Kind { text, name, number, instant, deadline, day, prose, command };

    std::string heading;
    Kind kind{Kind::text};
    std::string key{};         ///< its name in CSV; empty: the heading with underscores
    bool csv_only{false};      ///< a detail that people look for in a spreadsheet, not on the screen
    int spare{0};              ///< left out where the terminal is too narrow, 1 first; 0: never
    bool is_asked_for{false};  ///< what the report is read for: it is shown though it is 0 everywhere
    bool is_key{false};        ///< of an event: people are shown its beginning
    bool screen_only{false};   ///< said for people in words; its figures stand in columns for spreadsheets
};

/// What a report says, before anyone knows how it will be drawn.
struct Table {
    using Row = std::vector<Cell>;

    std::string title;  ///< empty: none
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<std::size_t> worst_first;  ///< the order of the rows for people; empty: as they stand
    std::vector<Row> subtotals;            ///< before the total; left out of CSV, where they would be summed with the rest
    std::optional<Row> total;              ///< likewise
    std::vector<std::string> notes;        ///< sentences that belong below the table
    std::string empty;                     ///< the sentence that stands for a table without rows
};

/// For people: aligned, as wide as it must be; on a terminal as narrow as it can be.
[[nodiscard]] std::string draw_text(const Table& table, const Display& display);
/// RFC 4180 with a header line. A text that a spreadsheet would take for a formula begins with an apostrophe.
[[nodiscard]] std::string draw_csv(const Table& table);
/// A GitHub-flavoured Markdown table in which stored text is text.
[[nodiscard]] std::string draw_markdown(const Table& table, const Display& display);

/// Draws in any format but JSON, which each report writes for itself.
[[nodiscard]] Rendered draw(const Table& table, Format format, const Display& display);

}  // namespace inmail::render
