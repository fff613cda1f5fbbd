#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "inmail/app/import/import_result.hpp"

namespace inmail {
class Store;
namespace io {
class Zone;
struct TableRules;
struct TableSummary;
}  // namespace io
}  // namespace inmail

namespace inmail::app {

struct TableRequest {
    std::string file_name;  ///< for messages
    std::string seat;       ///< the handle of all events; empty: the rules find it
    bool preview{false};    ///< also lists what becomes of each row; goes with a dry run
    ImportOptions options;
};

/// Imports a table by rules (docs/import-rules.md). A table with rejected rows records nothing unless skip_invalid: the caller
/// looks at `rejected` (exit 3). The stream can go back to its beginning. Throws InvalidRules or InvalidFile.
[[nodiscard]] ImportResult import_table(Store& store, std::istream& in, const io::TableRules& rules, const io::Zone& zone,
                                        const TableRequest& request);

/// What somebody should know of a table that was read, whatever it is for.
[[nodiscard]] std::vector<ImportWarning> warnings_of(const io::TableSummary& summary);

}  // namespace inmail::app
