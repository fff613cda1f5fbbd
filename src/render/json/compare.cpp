#include "inmail/app/reports/compare.hpp"

#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::CompareReport& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    j["rows"] = Json::array();
    for (const auto& row : report.rows) {
        const auto& why = row.explanations;
        Json r;
        r["seat"] = row.seat;
        r["name"] = text_or_null(row.person);
        r["from"] = json(row.from);
        r["to"] = json(row.to);
        r["theirs"] = {{"sends", row.their_sends}, {"accepted", json(row.accepted)}, {"declined", json(row.declined)}};
        r["ours"] = {{"sends", row.sends}, {"free_sends", row.free_sends}, {"replies", row.replies}};
        r["missing"] = row.missing();
        r["missing_replies"] = row.missing_replies();
        r["explanations"] = {{"nothing_recorded", why.nothing_recorded},
                             {"begins", json(why.begins)},
                             {"ends", json(why.ends)},
                             {"so_far", why.so_far},
                             {"outside", why.outside},
                             {"taken_back", why.taken_back},
                             {"around", why.around},
                             {"other_channels", why.other_channels}};
        j["rows"].push_back(std::move(r));
    }
    return line_of(j);
}

}  // namespace inmail::render
