#include "inmail/app/reports/plans.hpp"

#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

Json json_of(const NamedTerms& named) {
    const Terms& t = named.terms;
    Json j;
    j["plan"] = named.plan;
    j["effective_from"] = to_string(t.effective_from);
    j["allowance"] = json(t.allowance);
    j["cap"] = json(t.cap);
    j["cap_rule"] = to_string(t.cap_rule);
    j["refresh"] = to_string(t.refresh);
    j["expiry_days"] = json(t.expiry_days);
    j["refund_window_days"] = t.refund_window_days;
    j["window_rule"] = to_string(t.window_rule);
    j["refund_expiry"] = to_string(t.refund_expiry);
    j["purchasable"] = t.purchasable;
    j["purchase_expiry_days"] = json(t.purchase_expiry_days);
    j["pooled"] = t.pooled;
    j["repeat"] = to_string(t.repeat);
    j["price_minor"] = json(t.price_minor);
    j["credit_price_minor"] = json(t.credit_price_minor);
    j["currency"] = t.currency;
    j["source"] = t.source;
    if (named.recorded_at) j["recorded_at"] = to_rfc3339(*named.recorded_at);
    return j;
}

}  // namespace

std::string to_json(const app::PlansReport& report) {
    Json j = schema_1();
    j["default"] = report.default_rulebook;
    j["rulebooks"] = Json::object();
    for (const auto& rulebook : report.rulebooks) {
        Json& book = j["rulebooks"][rulebook.name];
        book["title"] = rulebook.title;
        book["terms"] = Json::array();
        for (const auto& terms : rulebook.terms) book["terms"].push_back(json_of(terms));
    }
    return line_of(j);
}

}  // namespace inmail::render
