#include "inmail/app/reports/balance.hpp"

#include "inmail/render/reports.hpp"
#include "json/balance.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using render::json_of;  // beside those of this file

Json json_of_next(const std::optional<app::ComingLoss>& loss) {
    if (!loss) return nullptr;
    return {{"at", json(loss->at)}, {"last_day", json(loss->last_day())}, {"amount", json(loss->amount)}};
}

Json json_of(const Lot& lot) {
    return {{"source", to_string(lot.source)},
            {"granted_at", json(lot.granted_at)},
            {"expires_at", json(lot.expires_at)},
            {"remaining", json(lot.remaining)}};
}

}  // namespace

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
    j["name"] = text_or_null(a.account.person);
    j["cap_total"] = json(a.cap_total(a.account));
    j["ends"] = a.plan_end ? Json{{"at", json(a.plan_end->at)}, {"event", to_string(a.plan_end->event)}} : Json(nullptr);
    j["next_loss"] = json_of_next(a.next_loss);
    j["id"] = a.account.typed();
    add_shares(j, a.by_seat);
    return j;
}

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
                                {"limit", json(share.limit)},
                                {"leaves_at", json(share.leaves_at)},
                                {"name", text_or_null(share.person)}});
    }
    return line_of(j);
}

}  // namespace inmail::render
