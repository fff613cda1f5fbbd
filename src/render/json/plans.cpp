#include "inmail/app/reports/plans.hpp"

#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

Json json_of(const NamedTerms& named) {
    Json j;
    j["plan"] = named.plan;
    for_each_term([&](const auto& term) { j[term.name] = json(named.terms.*term.member); });
    if (named.recorded_at) j["recorded_at"] = to_rfc3339(*named.recorded_at);
    return j;
}

}  // namespace

std::string to_json(const app::PlansReport& report) {
    Json j = schema_1();
    j["default"] = report.default_rulebook;
    j["rulebooks"] = Json::object();
    for (const auto& rulebook : report.rulebooks) {
        Json& book = j["rulebooks"][rulebook.name];
        book["title"] = rulebook.title;
        if (rulebook.edition != 0) book["edition"] = rulebook.edition;
        book["terms"] = Json::array();
        for (const auto& terms : rulebook.terms) book["terms"].push_back(json_of(terms));
    }
    return line_of(j);
}

}  // namespace inmail::render
