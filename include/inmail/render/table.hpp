#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inmail/app/row_list.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/time.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

enum class Tone { plain, warning, bad };

/// One typed value of a table. Text may come from anyone: the drawing makes it harmless.
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
    /// Numbers are aligned to the right. On a narrow terminal prose is wrapped, a command is put below its row, and text is cut;
    /// a name, which someone may want to type, is cut only if nothing else helps. A `deadline` is an instant that still counts, a
    /// `day` one that is shown as its date.
    enum class Kind { text, name, number, instant, deadline, day, prose, command };

    std::string heading;
    Kind kind{Kind::text};
    std::string key{};         ///< its name in CSV; empty: the heading with underscores
    bool csv_only{false};      ///< a detail that people look for in a spreadsheet, not on the screen
    int spare{0};              ///< left out if the terminal is too narrow, 1 first; 0: never
    int last_resort{0};        ///< left out if the terminal is too narrow even for texts that are cut, 1 first; 0: never
    bool is_asked_for{false};  ///< the purpose of the report: shown even if it is 0 everywhere
    bool is_key{false};        ///< of an event: people are shown its beginning
    bool screen_only{false};   ///< words for people; spreadsheets have its figures in other columns
};

/// What a report says, independent of how it is drawn.
struct Table {
    using Row = std::vector<Cell>;

    std::string title;  ///< empty: none
    std::vector<Column> columns;
    std::vector<Row> rows;
    app::RowList<Row> more_rows;           ///< after them: those that are made only to be drawn
    std::vector<std::size_t> worst_first;  ///< the order of the rows for people; empty: as they are
    std::vector<Row> subtotals;            ///< before the total; left out of CSV, where they would be summed twice
    std::optional<Row> total;              ///< likewise
    std::vector<std::string> notes;        ///< sentences that belong below the table
    std::string empty;                     ///< the sentence shown for a table without rows

    [[nodiscard]] std::size_t size() const { return rows.size() + more_rows.size(); }
    /// Passes each of `rows` and then of `more_rows`.
    template <class Take>
    void each_row(Take take) const {
        for (const Row& row : rows) take(row);
        more_rows.each(take);
    }
};

/// For people: aligned, as wide as needed; on a terminal, as narrow as needed.
void draw_text(std::ostream& out, const Table& table, const Display& display);
/// RFC 4180 with a header line. A text that a spreadsheet would take for a formula begins with an apostrophe.
void draw_csv(std::ostream& out, const Table& table);
/// A GitHub-flavoured Markdown table; stored text is escaped.
void draw_markdown(std::ostream& out, const Table& table, const Display& display);

/// Draws in any format except JSON, which each report writes itself. Returns the sentences about it.
std::vector<std::string> draw(std::ostream& out, const Table& table, Format format, const Display& display);
/// The same as text.
[[nodiscard]] Rendered draw(const Table& table, Format format, const Display& display);

}  // namespace inmail::render
