#include "inmail/app/import/import_table.hpp"

#include <algorithm>
#include <istream>
#include <map>
#include <set>
#include <utility>

#include "batch_commands.hpp"
#include "import/event_import.hpp"
#include "import/table_rows.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/table_reader.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

namespace {

/// What a preview shows of a row that turns out to be rejected.
struct ShownRow {
    std::uint32_t rule_line{0};
    std::vector<TableCell> cells;
};

/// Of a row with several flaws, or some sound events, nothing is recorded.
void show_rejected(ImportResult& result, std::map<std::int64_t, ShownRow>& shown) {
    auto& rows = result.table->rows;
    std::set<std::int64_t> rejected;
    for (const auto& row : result.rejected) rejected.insert(row.line);
    const auto is_rejected = [&rejected](const auto& row) { return rejected.count(row.line) != 0; };
    rows.erase(std::remove_if(rows.begin(), rows.end(), is_rejected), rows.end());
    for (const std::int64_t line : rejected) {
        auto& row = shown[line];
        rows.push_back({line, row.rule_line, {}, {}, true, std::move(row.cells)});
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
}

/// A seat that is given stands instead of that of the rules, which a map may not know.
io::TableRules without_seat(io::TableRules rules) {
    for (auto& row : rules.rows) {
        for (auto& event : row.events) event.values[static_cast<std::size_t>(io::TableField::seat)].reset();
    }
    return rules;
}

}  // namespace

ImportResult import_table(Store& store, std::istream& in, const io::TableRules& given_rules, const io::Zone& zone,
                          const TableRequest& request) {
    const io::TableRules rules = request.seat.empty() ? given_rules : without_seat(given_rules);
    bool is_first = true;
    std::map<std::int64_t, ShownRow> shown;
    const auto read = [&](EventImport& import, const io::Zone& zone_of_rows, ImportResult& result) {
        if (!std::exchange(is_first, false)) {
            in.clear();
            in.seekg(0);
            ensure(in.good(), "an import that needs a second look reads from the start again");
        }
        TableRows rows(store, import, rules, zone_of_rows, request, result);
        io::TableSink sink;
        sink.row = [&](io::TableRow&& row) { rows.take(std::move(row)); };
        sink.rejected = [&](RejectedRow&& row) { result.rejected.push_back(std::move(row)); };
        if (request.preview) {
            sink.cells = [&](std::int64_t line, std::uint32_t rule_line, std::vector<TableCell>&& cells) {
                shown[line] = {rule_line, std::move(cells)};
            };
        }
        sink.keys_of_rejected = [&](std::int64_t line, const auto& keys) { rows.note_rejected(line, keys); };
        sink.progress = request.options.progress;
        io::TableSummary summary = io::read_table(in, request.file_name, rules, zone_of_rows, sink);
        rows.finish();
        for (auto& warning : warnings_of(summary)) result.warnings.push_back(std::move(warning));
        result.table->unused_columns = std::move(summary.unused_columns);
        return summary.rows;
    };
    ImportResult result = import_rows(store, std::string(command_import_csv) + rules.name, zone, request.options, read);
    if (request.preview) show_rejected(result, shown);
    return result;
}

std::vector<ImportWarning> warnings_of(const io::TableSummary& summary) {
    std::vector<ImportWarning> warnings;
    using import_warning::NotedRows;
    for (const auto& found : summary.not_utf8)
        warnings.push_back({0, NotedRows{NotedRows::What::not_utf8, found.rows, 0, found.column, found.read_as}});
    if (summary.behind_end.rows != 0)
        warnings.push_back({0, NotedRows{NotedRows::What::behind_end, summary.behind_end, summary.end_line}});
    return warnings;
}

}  // namespace inmail::app
