#include "inmail/app/forecast/list_forecast.hpp"

#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using render::json_of;  // beside those of this file
using Report = app::ListForecastReport;

/// `done`: what the messages that count are.
Json json_of(const app::AssumedRate& rate, const char* done) {
    constexpr double whole = 1000;
    Json j{{"rate", json_of(std::optional(rate.per_mille / whole))},
           {"from", app::rate_source_names.at(static_cast<std::size_t>(rate.from))},
           {"sent", nullptr},
           {done, nullptr},
           {"source", nullptr},
           {"year", nullptr}};
    if (rate.from != app::AssumedRate::From::given) {
        j["sent"] = rate.own.sent;
        j[done] = rate.own.answered;
    }
    if (rate.published) {
        j["source"] = rate.published->source;
        j["year"] = text_or_null(rate.published->dated);
    }
    return j;
}

Json json_of(const Report::Way& way) {
    return {{"people", way.people},
            {"free", way.free},
            {"notes", way.notes},
            {"accepted", way.accepted},
            {"credits_needed", way.inmails},
            {"back", json(way.back)},
            {"sent", way.sent},
            {"unsent", way.unsent},
            {"dry_at", json(way.dry_at)},
            {"last_inmail_at", json(way.last_sent_at)}};
}

Json json_of(const Report::Balance& balance) {
    return {{"held", json(balance.held)}, {"allotted", json(balance.allotted)}, {"back", json(balance.back)},
            {"lost", json(balance.lost)}, {"sent", json(balance.sent)},         {"left", json(balance.left)},
            {"at", json(balance.at)}};
}

Json with_balance(const Report::Way& way) {
    Json j = json_of(way);
    j["balance"] = json_of(way.balance);
    return j;
}

}  // namespace

std::string to_json(const Report& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    j["prospects"] = report.prospects;
    j["left_out"] = report.left_out;
    j["acceptance"] = json_of(report.acceptance, "accepted");
    j["replies"] = json_of(report.replies, "answered");
    j["accounts"] = Json::array();
    for (const auto& row : report.rows) {
        Json account{{"account", row.account.name},
                     {"kind", kind_of(row.account)},
                     {"team", json(row.team)},
                     {"each", with_balance(row.each)},
                     {"router", with_balance(row.router)}};
        add_id(account, row.account);
        j["accounts"].push_back(std::move(account));
    }
    j["totals"] = {{"each", json_of(report.each)},
                   {"router", json_of(report.router)},
                   {"saved", report.each.inmails - report.router.inmails}};
    j["merged"] = json_of(report.merged);
    return line_of(j);
}

}  // namespace inmail::render
