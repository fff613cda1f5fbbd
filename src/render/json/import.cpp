#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::ImportResult& result) {
    Json j = schema_1();
    if (result.dry_run) j["dry_run"] = true;
    j["batch"] = text_or_null(result.batch);
    j["rows"] = result.rows;
    j["recorded"] = result.recorded;
    j["duplicates"] = result.duplicates;
    j["matched"] = result.matched;
    j["skipped"] = result.skipped;
    j["rejected"] = Json::array();
    for (const auto& row : result.rejected) {
        j["rejected"].push_back({{"line", row.line}, {"column", row.column}, {"reason", row.reason}});
    }
    j["warnings"] = Json::array();
    for (const auto& warning : result.warnings) j["warnings"].push_back({{"line", warning.line}, {"reason", warning.reason}});
    return line_of(j);
}

}  // namespace inmail::render
