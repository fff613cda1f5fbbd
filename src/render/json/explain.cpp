// The JSON of explain and diagnose.

#include "inmail/app/reports/observation.hpp"
#include "inmail/render/reports.hpp"
#include "messages/diagnosis_words.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using render::json_of;

Json json_of(const LotId& lot) {
    return {{"source", to_string(lot.source)}, {"granted_at", json(lot.granted_at)}, {"expires_at", json(lot.expires_at)}};
}

Json json_of(const Posting::Refresh& r) {
    return {{"k", r.k},
            {"join", r.join},
            {"held", json(r.held)},
            {"allowance", json(r.allowance)},
            {"cap", json(r.cap)},
            {"granted", json(r.granted)},
            {"forfeited", json(r.forfeited)}};
}

bool moves_a_lot(Posting::Kind kind) { return kind <= Posting::Kind::consumed && kind != Posting::Kind::withheld; }

Json json_of(const app::AccountEntry::PostingLine& step) {
    Json j;
    j["posting"] = to_string(step.kind);
    j["rule"] = step.rule;
    j["anomaly"] = is_anomaly(step.kind);
    j["amount"] = json(step.amount);
    j["available"] = json(step.held);
    if (moves_a_lot(step.kind)) j["lot"] = json_of(step.lot);
    if (step.kind == Posting::Kind::granted) j["lot"]["expires_at_refresh"] = json(step.expires_at_refresh);
    if (step.until) j["refundable_until"] = json(*step.until);
    if (step.message) {
        j["message"] = {
            {"key", step.message->key}, {"prospect", step.message->prospect}, {"sent_at", json(step.message->sent_at)}};
    }
    if (step.refresh) j["refresh"] = json_of(*step.refresh);
    if (step.close) {
        j["stored"] = json_of(*step.close);
        j["now"] = step.now ? json_of(*step.now) : Json(nullptr);
    }
    return j;
}

Json json_of(const app::AccountEntry& entry) {
    Json j;
    j["at"] = json(entry.at);
    j["event"] = entry.what;
    j["key"] = entry.event ? Json(entry.event->key) : Json(nullptr);
    j["seat"] = text_or_null(entry.seat);
    j["prospect"] = entry.event ? text_or_null(entry.event->prospect) : Json(nullptr);
    j["change"] = json(entry.change);
    j["available"] = json(entry.available);
    j["postings"] = Json::array();
    for (const auto& step : entry.postings) j["postings"].push_back(json_of(step));
    return j;
}

Json json_of(const std::optional<app::Observation>& o) {
    if (!o) return nullptr;
    return {{"at", json(o->at)}, {"shown", json(o->shown)}, {"computed", json(o->computed)}};
}

/// What every report about one account begins with.
template <class Report>
Json account_head_of(const Report& report) {
    Json j = schema_1();
    j["account"] = report.account.name;
    j["kind"] = kind_of(report.account);
    add_id(j, report.account);
    j["as_of"] = json(report.as_of);
    j["known_at"] = json(report.known_at);
    return j;
}

}  // namespace

std::string to_json(const app::ExplainReport& report) {
    Json j = account_head_of(report);
    j["available"] = json(report.available);
    j["lots"] = Json::array();
    for (const auto& lot : report.lots) {
        Json one = json_of(static_cast<const LotId&>(lot));
        one["remaining"] = json(lot.remaining);
        one["expires_at_refresh"] = json(lot.expires_at_refresh);
        j["lots"].push_back(std::move(one));
    }
    j["entries"] = Json::array();
    for (const auto& entry : report.entries) j["entries"].push_back(json_of(entry));
    return line_of(j);
}

std::string to_json(const app::DiagnoseReport& report) {
    Json j = account_head_of(report);
    j["observations"] = report.observations;
    j["last_agreed"] = json_of(report.last_agreed);
    j["differed_before"] = json_of(report.differed_before);
    j["first_differs"] = json_of(report.first_differs);
    j["differs"] = json_of(report.differs);
    j["explanations"] = Json::array();
    const Display utc = utc_display();
    for (const auto& e : report.explanations) {
        Json parts = Json::array();
        for (const auto& part : e.parts) {
            Json options = Json::array();
            for (const auto& option : part.options) {
                options.push_back({{"evidence", text_or_null(evidence_words(part, option, utc))},
                                   {"commands", commands_of(part, option, utc)}});
            }
            parts.push_back({{"needed", part.needed}, {"of", std::move(options)}});
        }
        j["explanations"].push_back({{"facts", e.facts}, {"what", explanation_words(e, utc)}, {"parts", std::move(parts)}});
    }
    return line_of(j);
}

}  // namespace inmail::render
