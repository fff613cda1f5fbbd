#include "inmail/app/outreach/next.hpp"

#include "inmail/render/reports.hpp"
#include "messages/next_words.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::NextReport& report) {
    Json j = head_of(report);
    j["until"] = json(report.until);
    j["due"] = Json::array();
    for (const auto& row : report.rows) {
        Json channels = Json::array();
        for (const Channel channel : row.channels) channels.push_back(to_string(channel));
        j["due"].push_back({{"prospect", row.prospect},
                            {"seat", row.seat},
                            {"sequence", row.sequence},
                            {"step", row.number},
                            {"channel", channels.front()},
                            {"channels", channels},
                            {"cost", row.cost},
                            {"due", json(row.due)},
                            {"last_day", json(row.last_day)},
                            {"overdue_days", row.overdue_days},
                            {"command", next_command(row)},
                            {"reason", next_words(row, utc_date)},
                            {"since", json(row.since)},
                            {"priority", row.is_high ? "high" : "low"},
                            {"campaign", text_or_null(row.campaign)},
                            {"do", text_or_null(row.step.todo)}});
    }
    j["waiting"] = report.waiting;
    j["next_due"] = report.next_due ? json(*report.next_due) : Json(nullptr);
    j["shortages"] = Json::array();
    for (const auto& shortage : report.shortages)
        j["shortages"].push_back({{"account", shortage.account},
                                  {"needed", json(shortage.needed)},
                                  {"held", json(shortage.held)},
                                  {"next_credits", shortage.next_credits ? json(*shortage.next_credits) : Json(nullptr)}});
    j["limited"] = Json::array();
    for (const auto& limited : report.limited)
        j["limited"].push_back({{"seat", limited.account}, {"needed", json(limited.needed)}, {"allowed", json(limited.held)}});
    j["merged"] = json_of(report.merged);
    j["alike"] = json_of(report.alike);
    return line_of(j);
}

}  // namespace inmail::render
