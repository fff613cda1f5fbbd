#pragma once

#include <optional>
#include <vector>

#include "inmail/app/forecast/coming_loss.hpp"
#include "support.hpp"
#include "tables/loss_words.hpp"

namespace inmail::render {

// The coming losses in the JSON of every report.

inline Json json_of(const app::ComingLoss& loss) {
    Json j{{"kind", loss_word(loss.kind)},
           {"at", json(loss.at)},
           {"last_day", json(loss.last_day())},
           {"amount", json(loss.amount)}};
    j["source"] = loss.lot ? Json(to_string(loss.lot->source)) : Json(nullptr);
    j["granted_at"] = loss.lot ? json(loss.lot->granted_at) : Json(nullptr);
    j["expires_at"] = loss.lot ? json(loss.lot->expires_at) : Json(nullptr);
    j["rule"] = section_of(loss.kind);
    return j;
}

inline Json json_of(const std::vector<app::ComingLoss>& losses) {
    Json list = Json::array();
    for (const auto& loss : losses) list.push_back(json_of(loss));
    return list;
}

inline Json json_of(const std::vector<app::Deadline>& deadlines) {
    Json list = Json::array();
    for (const auto& deadline : deadlines)
        list.push_back({{"at", json(deadline.too_late)}, {"send", json(deadline.to_send)}, {"lose", json(deadline.lost)}});
    return list;
}

inline Json json_of(const app::PlanEnd& end) {
    return {{"at", json(end.at)}, {"event", to_string(end.event)}, {"zeroed", json(end.zeroed)}, {"lost", json(end.lost)}};
}
inline Json json_of(const std::optional<app::PlanEnd>& end) { return end ? json_of(*end) : Json(nullptr); }

}  // namespace inmail::render
