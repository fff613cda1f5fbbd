#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using render::json_of;  // beside those of this file

Json median_of(const app::StatsReport::Row& row) {
    constexpr std::int64_t ms_per_second = 1000;
    return row.median_reply ? Json(row.median_reply->value / ms_per_second) : Json(nullptr);
}

Json json_of_requests(const app::Responses& requests) {
    Json j = json_of(requests);
    j["accepted"] = j["answered"];
    j.erase("answered");
    return j;
}

void add_figures(Json& to, const app::StatsReport::Row& row) {
    to["outreach"] = json_of(row.responses);
    to["pending"] = row.pending;
    to["median_reply_seconds"] = median_of(row);
    add_cost(to, row.cost, row.responses);
    to["free"] = json_of(row.free);
    to["saved"] = json_of(row.saved);
    to["requests"] = json_of_requests(row.requests);
}

Json json_of(const app::Benchmark& benchmark) {
    const PublishedBenchmark& published = benchmark.published;
    return {{"of", benchmark_names.at(static_cast<std::size_t>(published.of))},
            {"own", json_of(benchmark.own)},
            {"low", json_of(benchmark.low)},
            {"high", json_of(benchmark.high)},
            {"verdict", app::verdict_names.at(static_cast<std::size_t>(benchmark.verdict))},
            {"of_own_average", published.base == PublishedBenchmark::Base::average},
            {"source", published.source},
            {"year", text_or_null(published.dated)},
            {"certainty", certainty_names.at(static_cast<std::size_t>(published.certainty))}};
}

Json json_of(const app::StatsReport::Group& group) {
    Json j{{"by", to_string(group.by)}, {"rows", Json::array()}};
    for (const auto& row : group.rows) {
        Json one{{"value", text_or_null(row.value)}};
        add_figures(one, row);
        if (group.by == app::Dimension::seat) one["name"] = text_or_null(row.person);
        j["rows"].push_back(std::move(one));
    }
    return j;
}

}  // namespace

std::string to_json(const app::StatsReport& report) {
    Json j = schema_1();
    j["as_of"] = json(report.as_of);
    j["known_at"] = json(report.known_at);
    j["from"] = to_string(report.from);
    j["to"] = to_string(report.to);
    j["groups"] = Json::array();
    for (const auto& group : report.groups) j["groups"].push_back(json_of(group));
    add_figures(j["total"], report.total);
    j["sent_on_pools"] = report.sent_on_pools;
    j["moved"] = Json::array();
    for (const auto& moved : report.moved) j["moved"].push_back({{"seat", moved.seat}, {"team", text_or_null(moved.team)}});
    j["sent_nothing"] = report.silent;
    j["requests"] = {{"with_note", json_of_requests(report.requests_with_note)},
                     {"without_note", json_of_requests(report.requests_without_note)}};
    j["benchmarks"] = Json::array();
    for (const auto& benchmark : report.benchmarks) j["benchmarks"].push_back(json_of(benchmark));
    return line_of(j);
}

}  // namespace inmail::render
