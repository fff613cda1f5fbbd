#include "inmail/app/reports/expiring.hpp"

#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::ExpiringReport& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    j["until"] = json(report.until);
    j["lots"] = Json::array();
    for (const auto& row : report.rows) {
        j["lots"].push_back({{"account", row.account.name},
                             {"kind", kind_of(row.account)},
                             {"team", json(row.team)},
                             {"source", to_string(row.lot.source)},
                             {"granted_at", json(row.lot.granted_at)},
                             {"expires_at", json(row.lot.expires_at)},
                             {"remaining", json(row.lot.remaining)}});
    }
    j["total"] = json(report.total);
    return line_of(j);
}

}  // namespace inmail::render
