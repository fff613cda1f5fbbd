#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/import_notes.hpp"
#include "inmail/core/prospect.hpp"
#include "inmail/core/usage_totals.hpp"
#include "inmail/io/event_csv.hpp"
#include "inmail/io/table_rules.hpp"

namespace inmail::io {

/// A row of a table as its rules read it: what their kind makes of it, or the reason why it is left out. Seats stand as the table
/// writes them, and nothing is checked yet.
struct TableRow {
    std::int64_t line{0};
    std::uint32_t rule_line{0};  ///< of the rules file; 0: no rule takes it
    std::string left_out{};
    std::vector<std::string> other_keys{};  ///< of a row that gives no events: what its key would be by rules that make some
    std::vector<std::string> secrets{};     ///< texts that no message may repeat, because their headings call them secrets
    std::vector<EventRow> events{};
    std::vector<Prospect> prospects{};
    std::optional<UsageTotals> totals{};  ///< their days as they are written
};

/// Takes texts that no message may repeat out of a flaw.
void hide(const std::vector<std::string>& secrets, ValueFlaw& flaw);

/// Takes rows in the order of the table.
struct TableSink {
    std::function<void(TableRow&&)> row;
    /// A row comes here once for each of its flaws.
    std::function<void(RejectedRow&&)> rejected;
    /// The cells that the rules use, for each row whose fields can be told apart, before it comes here or is rejected; may be
    /// empty. `rule_line`: as in TableRow.
    std::function<void(std::int64_t line, std::uint32_t rule_line, std::vector<TableCell>&& cells)> cells{};
    /// What the key of a row that is rejected would be by rules that make events, as far as its cells say it; may be empty.
    std::function<void(std::int64_t line, const std::vector<std::string>& keys)> keys_of_rejected{};
    std::function<void(const ReadProgress&)> progress{};  ///< of a table whose size is not known; may be empty
};

/// What reading a table found.
struct TableSummary {
    std::int64_t rows{0};                       ///< that are not blank
    std::vector<std::string> unused_columns{};  ///< as the header names them
    std::int64_t end_line{0};                   ///< of the record that ends the table; 0: it ends with its file
    RowsAlike behind_end{};                     ///< what looks like a row behind that record; not read
    /// Rows whose bytes in a column were read as Windows-1252, though the table is UTF-8 elsewhere.
    struct NotUtf8 {
        std::string column;
        RowsAlike rows{};
        std::string read_as{};  ///< the first of them
    };
    std::vector<NotUtf8> not_utf8{};
};

/// Reads a table by rules as a stream; `zone` reads times where the rules name none. The stream is at its beginning and can go
/// back there. Throws InvalidRules if the table lacks a column that the rules need, InvalidFile if it is no CSV.
TableSummary read_table(std::istream& in, const std::string& name, const TableRules& rules, const Zone& zone,
                        const TableSink& sink);

/// The names of the columns of a table as it writes them. The stream goes back to its beginning.
[[nodiscard]] std::vector<std::string> columns_of_table(std::istream& in, const std::string& name);
/// Whether a table with these columns is one for which the rules are made.
[[nodiscard]] bool fits(const TableRules& rules, const std::vector<std::string>& columns);

}  // namespace inmail::io
