#include "inmail/app/outreach/route.hpp"

#include "inmail/render/reports.hpp"
#include "messages/route_words.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::RouteReport& report) {
    Json j = head_of(report);
    j["routes"] = Json::array();
    for (const auto& row : report.rows) {
        j["routes"].push_back(
            {{"prospect", row.prospect.key},
             {"name", text_or_null(row.prospect.name)},
             {"seat", text_or_null(row.seat)},
             {"channel", row.channel ? Json(to_string(*row.channel)) : Json(nullptr)},
             {"cost", row.cost},
             {"not_before", row.not_before ? json(*row.not_before) : Json(nullptr)},
             {"reason", route_words(row, utc_date)},
             {"source", row.source},
             {"code", to_string(row.reason)},
             {"since", row.since ? json(*row.since) : Json(nullptr)},
             {"colleague", text_or_null(row.colleague)},
             {"priority", row.prospect.is_high ? "high" : "low"},
             {"colleague_pending", text_or_null(row.colleague_pending)},
             {"colleague_pending_since", row.colleague_pending_since ? json(*row.colleague_pending_since) : Json(nullptr)},
             {"other_team", text_or_null(row.other_team)},
             {"other_team_since", row.other_team_since ? json(*row.other_team_since) : Json(nullptr)},
             {"other_team_code", row.other_team_reason ? Json(to_string(*row.other_team_reason)) : Json(nullptr)}});
    }
    j["totals"] = {{"prospects", report.rows.size()},
                   {"credits_needed", json(report.needed)},
                   {"credits_held", json(report.held)},
                   {"saved", report.saved},
                   {"unrouted", report.unrouted},
                   {"credits_spent", json(report.spent)},
                   {"budget", json(report.may_spend)},
                   {"notes", report.notes},
                   {"worth_saved", json_of(report.worth_saved)},
                   {"notes_followed", report.notes_followed},
                   {"worth_free", json_of(report.worth_free)},
                   {"limited", report.limited}};
    j["merged"] = json_of(report.merged);
    j["alike"] = json_of(report.alike);
    return line_of(j);
}

}  // namespace inmail::render
