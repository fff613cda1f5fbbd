// The JSON of the forecast and of check.

#include "inmail/render/reports.hpp"
#include "losses.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using render::json_of;  // beside those of this file
using Row = app::ForecastReport::Row;

Json json_of(const app::ForecastReport::IfIdle& lost) {
    return {{"none_reply", json(lost.none_reply)}, {"all_reply", json(lost.all_reply)}, {"expected", json(lost.expected)}};
}

Json json_of(const Row& row) {
    Json j;
    j["account"] = row.account.name;
    j["kind"] = kind_of(row.account);
    j["team"] = json(row.team);
    j["plan"] = row.plan;
    j["available"] = json(row.available);
    j["allowance"] = json(row.allowance);
    j["cap"] = json(row.cap);
    j["pending"] = row.pending;
    j["next_refresh"] = json(row.next_refresh);
    j["next_forfeit"] = json_of(row.next_forfeit);
    j["ends"] = json_of(row.plan_end);
    j["losses"] = json_of(row.losses);
    j["deadlines"] = json_of(row.deadlines);
    j["losing"] = json(row.losing.none_reply);
    j["losing_if"] = json_of(row.losing);
    j["worth"] = json_of(row.worth);
    j["outreach"] = json_of(row.responses);
    j["sends_per_day"] = json_of(row.sends_per_day);
    j["dry_at"] = json(row.dry_at);
    j["capacity"] = json_of(row.capacity);
    j["simple_capacity"] = json_of(row.simple_capacity);
    add_id(j, row.account);
    return j;
}

Json json_of(const app::CheckReport::Finding& finding) {
    const bool losing = finding.kind == app::CheckReport::Finding::Kind::losing;
    Json j;
    j["finding"] = to_string(finding.kind);
    j["account"] = finding.row.account.name;
    j["kind"] = kind_of(finding.row.account);
    j["team"] = json(finding.row.team);
    j["at"] = json(finding.at);
    j["losing"] = losing ? json(finding.row.losing.none_reply) : Json(nullptr);
    j["losses"] = losing ? json_of(finding.row.losses) : Json::array();
    j["deadlines"] = losing ? json_of(finding.row.deadlines) : Json::array();
    j["ends"] = json_of(finding.row.plan_end);
    j["sends_per_day"] = json_of(finding.row.sends_per_day);
    add_id(j, finding.row.account);
    return j;
}

/// The keys of any finding, and what is known of the seat.
Json finding_of(const app::PolicyStanding& standing, Instant as_of) {
    Json j;
    j["finding"] = "policy";
    j["account"] = standing.account.name;
    j["kind"] = kind_of(standing.account);
    j["team"] = json(standing.team);
    j["at"] = json(as_of);
    j["losing"] = nullptr;
    j["losses"] = Json::array();
    j["deadlines"] = Json::array();
    j["sends_per_day"] = nullptr;
    j.update(json_of(standing));
    return j;
}

}  // namespace

std::string to_json(const app::ForecastReport& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    j["until"] = json(report.until);
    j["accounts"] = Json::array();
    for (const auto& row : report.rows) j["accounts"].push_back(json_of(row));
    j["losing"] = json(report.losing);
    j["worth"] = json_of(report.worth);
    return line_of(j);
}

std::string to_json(const app::CheckReport& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    j["until"] = json(report.until);
    j["findings"] = Json::array();
    for (const auto& finding : report.findings) j["findings"].push_back(json_of(finding));
    for (const auto& standing : report.policy) j["findings"].push_back(finding_of(standing, report.as_of));
    return line_of(j);
}

}  // namespace inmail::render
