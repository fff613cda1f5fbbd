#include "inmail/app/reports/verify.hpp"

#include "inmail/render/reports.hpp"
#include "messages/problem_words.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::VerifyReport& report) {
    Json j = schema_1();
    j["ok"] = report.problems.empty();
    j["events"] = report.events;
    j["head"] = report.head;
    j["problems"] = Json::array();
    for (const auto& problem : report.problems) j["problems"].push_back(problem_words(problem));
    j["indexes_checked"] = report.indexes_checked;
    add_drift(j, report.drift);
    return line_of(j);
}

}  // namespace inmail::render
