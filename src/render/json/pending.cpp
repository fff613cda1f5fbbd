#include "inmail/app/reports/pending.hpp"

#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {

std::string to_json(const app::PendingReport& report) {
    Json j = head_of(report);
    j["pending"] = Json::array();
    for (const auto& row : report.rows) {
        Json one{{"account", row.account.name},
                 {"seat", row.seat},
                 {"prospect", row.prospect},
                 {"sent_at", json(row.sent_at)},
                 {"refundable_until", json(row.refundable_until)},
                 {"key", row.key},
                 {"kind", kind_of(row.account)},
                 {"name", text_or_null(row.name)},
                 {"campaign", text_or_null(row.campaign)},
                 {"days_left", row.days_left},
                 {"id", row.account.typed()}};
        j["pending"].push_back(std::move(one));
    }
    return line_of(j);
}

}  // namespace inmail::render
