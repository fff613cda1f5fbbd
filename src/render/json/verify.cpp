#include "inmail/app/reports/verify.hpp"

#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::VerifyReport& report) {
    Json j = schema_1();
    j["ok"] = report.problems.empty();
    j["events"] = report.events;
    j["head"] = report.head;
    j["problems"] = report.problems;
    j["drift"] = json_of(report.drift);
    return line_of(j);
}

}  // namespace inmail::render
