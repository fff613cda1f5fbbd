#include "inmail/app/reports/audit.hpp"

#include "inmail/app/reports/observation.hpp"
#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using render::json_of;  // beside those of this file

/// What an account, a team and the whole have in common beside their flow.
void add_verdict(Json& to, const app::AuditRow& row) {
    to["pending"] = row.pending;
    to["lost"] = json(row.lost());
    to["worth"] = json_of(row.worth);
    to["outreach"] = json_of(row.responses);
    add_cost(to, row.cost, row.responses);
}

Json json_of(const app::AuditBefore& before) {
    Json j;
    add_totals(j["flow"], before.flow);
    j["lost"] = json(before.lost());
    j["outreach"] = json_of(before.responses);
    return j;
}

Json json_of(const app::AuditTeam& team) {
    Json j;
    j["team"] = json(team.team);
    j["accounts"] = team.accounts;
    j["losing"] = team.losing;
    j["opening"] = json(team.sum.opening);
    j["closing"] = json(team.sum.closing);
    add_totals(j["flow"], team.sum.flow);
    add_verdict(j, team.sum);
    return j;
}

Json json_of(const app::AuditRow& row) {
    Json j;
    j["account"] = row.account.name;
    j["kind"] = kind_of(row.account);
    j["team"] = json(row.team);
    j["plan"] = json(row.plan);
    j["status"] = status_of(row.active);
    j["opening"] = json(row.opening);
    j["closing"] = json(row.closing);
    add_totals(j["flow"], row.flow);
    add_verdict(j, row);
    add_shares(j, row.by_seat);
    add_id(j, row.account);
    j["cap"] = json(row.cap);
    j["members"] = row.members;
    j["cap_total"] = json(row.cap_total(row.account));
    return j;
}

Json json_of(const app::Observation& o) {
    return {{"account", o.account.name}, {"kind", kind_of(o.account)},   {"at", json(o.at)},
            {"shown", json(o.shown)},    {"computed", json(o.computed)}, {"id", o.account.typed()}};
}

}  // namespace

std::string to_json(const app::AuditReport& report) {
    Json j = schema_1();
    if (report.from == report.to) {
        j["month"] = to_string(report.from);
    } else {
        j["from"] = to_string(report.from);
        j["to"] = to_string(report.to);
    }
    if (report.so_far) j["so_far"] = true;
    j["accounts"] = Json::array();
    for (const auto& row : report.rows) {
        j["accounts"].push_back(json_of(row));
        j["accounts"].back()["before"] = report.before ? json_of(row.before) : Json(nullptr);
    }
    j["teams"] = Json::array();
    for (const auto& team : report.teams) j["teams"].push_back(json_of(team));
    Json& totals = j["totals"];
    totals["opening"] = json(report.total.opening);
    totals["closing"] = json(report.total.closing);
    add_totals(totals, report.total.flow);
    add_verdict(totals, report.total);
    for (const auto& left_out : report.pools_left_out) {
        j["pools_left_out"].push_back({{"pool", left_out.pool.name}, {"seats", left_out.seats}});
    }
    j["observations"] = Json::array();
    for (const auto& observation : report.observations) j["observations"].push_back(json_of(observation));
    j["policy"] = Json::array();
    for (const auto& standing : report.policy) j["policy"].push_back(json_of(standing));
    add_drift(j, report.drift);
    j["before"] = nullptr;
    if (report.before) {
        j["before"] = {{"from", to_string(report.before->from)}, {"to", to_string(report.before->to)}};
        j["before"].update(json_of(report.total.before));
    }
    j["head"] = report.head;
    return line_of(j);
}

}  // namespace inmail::render
