#include "inmail/app/import/import_table.hpp"

#include <istream>
#include <utility>

#include "batch_commands.hpp"
#include "import/event_import.hpp"
#include "import/table_rows.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/table_reader.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

ImportResult import_table(Store& store, std::istream& in, const io::TableRules& rules, const io::Zone& zone,
                          const TableRequest& request) {
    bool is_first = true;
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
        sink.progress = request.options.progress;
        io::TableSummary summary = io::read_table(in, request.file_name, rules, zone_of_rows, sink);
        rows.finish();
        result.table->unused_columns = std::move(summary.unused_columns);
        return summary.rows;
    };
    return import_rows(store, std::string(command_import_csv) + rules.name, zone, request.options, read);
}

}  // namespace inmail::app
