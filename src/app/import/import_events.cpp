#include "inmail/app/import/import_events.hpp"

#include <istream>
#include <utility>

#include "batch_commands.hpp"
#include "import/event_import.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/event_csv.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

ImportResult import_events(Store& store, std::istream& in, const std::string& file_name, const io::Zone& zone,
                           const ImportOptions& given) {
    ImportOptions options = given;
    if (options.source.empty()) options.source = SourceReplacement::name_of(file_name);
    bool is_first = true;
    const auto read = [&](EventImport& import, const io::Zone& zone_of_rows, ImportResult& result) {
        if (!std::exchange(is_first, false)) {
            in.clear();
            in.seekg(0);
            ensure(in.good(), "an import that needs a second look reads from the start again");
        }
        io::EventRowSink sink;
        sink.row = [&](io::EventRow&& row) { import.take(std::move(row)); };
        sink.rejected = [&](RejectedRow&& row) { result.rejected.push_back(std::move(row)); };
        sink.warning = [&](RowWarning&& warning) { result.warnings.push_back({warning.line, std::move(warning)}); };
        sink.progress = options.progress;
        return io::read_event_csv(in, file_name, zone_of_rows, sink);
    };
    return import_rows(store, std::string(command_import_events) + options.source, zone, options, read);
}

}  // namespace inmail::app
