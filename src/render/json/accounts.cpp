// The JSON of balance and audit, and what both say of an account.

#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/app/reports/observation.hpp"
#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using render::json_of;  // beside those of this file

const char* status_of(bool active) { return active ? "active" : "cancelled"; }

Json json_of(const Lot& lot) {
    return {{"source", to_string(lot.source)},
            {"granted_at", json(lot.granted_at)},
            {"expires_at", json(lot.expires_at)},
            {"remaining", json(lot.remaining)}};
}

Json json_of(const app::AccountBalance& a) {
    Json j;
    j["account"] = a.account.name;
    j["kind"] = kind_of(a.account);
    j["team"] = json(a.team);
    j["status"] = status_of(a.active);
    j["plan"] = json(a.plan);
    j["rulebook"] = json(a.rulebook);
    j["available"] = json(a.available);
    j["allowance"] = json(a.allowance);
    j["cap"] = json(a.cap);
    j["members"] = a.members;
    j["next_refresh"] = json(a.next_refresh);
    j["pending"] = a.pending;
    j["lots"] = Json::array();
    for (const Lot& lot : a.lots) j["lots"].push_back(json_of(lot));
    add_totals(j["totals"], a.totals);
    add_shares(j, a.by_seat);
    return j;
}

/// What an account, a team and the whole have in common beside their flow.
void add_verdict(Json& to, const app::AuditRow& row) {
    to["pending"] = row.pending;
    to["lost"] = json(row.lost());
    to["worth"] = json_of(row.worth);
    to["outreach"] = json_of(row.responses);
    to["spent"] = json(row.spent);
    to["credits_per_reply"] = json_of(row.credits_per_reply());
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
    return j;
}

Json json_of(const app::Observation& o) {
    return {{"account", o.account.name},
            {"kind", kind_of(o.account)},
            {"at", json(o.at)},
            {"shown", json(o.shown)},
            {"computed", json(o.computed)}};
}

}  // namespace

std::string to_json(const app::BalanceReport& report) {
    Json j = schema_1();
    j["as_of"] = json(report.as_of);
    j["known_at"] = json(report.known_at);
    j["accounts"] = Json::array();
    for (const auto& account : report.accounts) j["accounts"].push_back(json_of(account));
    if (report.shares.empty()) return line_of(j);

    j["members"] = Json::array();
    for (const auto& share : report.shares) {
        j["members"].push_back({{"seat", share.seat},
                                {"pool", share.pool},
                                {"paid_sends_since_refresh", share.paid_sends_since_refresh},
                                {"limit", json(share.limit)}});
    }
    return line_of(j);
}

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
    for (const auto& row : report.rows) j["accounts"].push_back(json_of(row));
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
    j["drift"] = json_of(report.drift);
    j["head"] = report.head;
    return line_of(j);
}

}  // namespace inmail::render
