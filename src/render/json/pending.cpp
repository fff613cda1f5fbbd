#include "inmail/app/reports/pending.hpp"

#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {

void write_json(std::ostream& out, const app::PendingReport& report) {
    write_with_list(out, head_of(report), "pending", [&report](const auto& take) {
        report.rows.each([&take](const auto& row) {
            take(Json{{"account", row.account.name},
                      {"seat", row.seat},
                      {"prospect", row.prospect},
                      {"sent_at", json(row.sent_at)},
                      {"refundable_until", json(row.refundable_until)},
                      {"key", row.key},
                      {"kind", kind_of(row.account)},
                      {"name", text_or_null(row.name)},
                      {"campaign", text_or_null(row.campaign)},
                      {"days_left", row.days_left},
                      {"id", row.account.typed()}});
        });
    });
}

}  // namespace inmail::render
