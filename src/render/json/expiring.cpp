#include "inmail/app/reports/expiring.hpp"

#include "inmail/render/reports.hpp"
#include "losses.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::ExpiringReport& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    j["until"] = json(report.until);
    j["lots"] = Json::array();
    for (const auto& row : report.rows) {
        const Json loss = json_of(row.loss);
        Json one{{"account", row.account.name},
                 {"kind", kind_of(row.account)},
                 {"team", json(row.team)},
                 {"source", loss["source"]},
                 {"granted_at", loss["granted_at"]},
                 {"expires_at", loss["expires_at"]},
                 {"remaining", loss["amount"]},
                 {"loss", loss["kind"]},
                 {"at", loss["at"]},
                 {"last_day", loss["last_day"]},
                 {"rule", loss["rule"]}};
        add_id(one, row.account);
        j["lots"].push_back(std::move(one));
    }
    j["total"] = json(report.total);
    j["endings"] = Json::array();
    for (const auto& ending : report.endings) {
        Json one{{"account", ending.account.name}, {"kind", kind_of(ending.account)}};
        one.update(json_of(ending.plan_end));
        add_id(one, ending.account);
        j["endings"].push_back(std::move(one));
    }
    return line_of(j);
}

}  // namespace inmail::render
