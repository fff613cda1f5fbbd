#include "inmail/app/reports/forfeits.hpp"

#include "inmail/render/reports.hpp"
#include "losses.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using render::json_of;  // beside those of this file

Json json_of(const app::ForfeitsReport::Refresh& r) {
    return {{"at", json(r.at)},   {"held", json(r.held)},       {"allowance", json(r.allowance)},
            {"cap", json(r.cap)}, {"granted", json(r.granted)}, {"forfeited", json(r.forfeited)}};
}

Json json_of(const app::ForfeitsReport::Row& row) {
    Json j;
    j["account"] = row.account.name;
    j["kind"] = kind_of(row.account);
    j["team"] = json(row.team);
    j["plan"] = json(row.plan);
    j["forfeited"] = json(row.flow.forfeited);
    j["expired"] = json(row.flow.expired);
    j["zeroed"] = json(row.flow.zeroed);
    j["lost"] = json(row.lost());
    j["worth"] = json_of(row.worth);
    j["refreshes"] = Json::array();
    for (const auto& refresh : row.refreshes) j["refreshes"].push_back(json_of(refresh));
    j["ends"] = json_of(row.plan_end);
    j["losses"] = json_of(row.losses);
    j["deadlines"] = json_of(row.deadlines);
    j["losing"] = json(row.losing);
    j["losing_worth"] = json_of(row.losing_worth);
    j["next_forfeit"] = json(row.next_forfeit);
    j["next_refresh"] = json(row.next_refresh);
    j["next_worth"] = json_of(row.next_worth);
    add_shares(j, row.by_seat);
    add_id(j, row.account);
    return j;
}

}  // namespace

std::string to_json(const app::ForfeitsReport& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    j["from"] = to_string(report.from);
    j["to"] = to_string(report.to);
    j["until"] = json(report.until);
    j["accounts"] = Json::array();
    for (const auto& row : report.rows) j["accounts"].push_back(json_of(row));
    j["forfeited"] = json(report.forfeited);
    j["expired"] = json(report.expired);
    j["zeroed"] = json(report.zeroed);
    j["worth"] = json_of(report.worth);
    j["losing"] = json(report.losing);
    j["losing_worth"] = json_of(report.losing_worth);
    j["next_forfeit"] = json(report.next_forfeit);
    j["next_worth"] = json_of(report.next_worth);
    return line_of(j);
}

}  // namespace inmail::render
