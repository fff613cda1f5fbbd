#include "inmail/app/record/record.hpp"

#include <variant>

#include "anomaly_names.hpp"
#include "inmail/app/record/rollover.hpp"
#include "inmail/render/reports.hpp"
#include "json/balance.hpp"
#include "messages/record_words.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

using namespace app::record_warning;

/// What a document calls a warning.
struct WarningCode {
    const char* operator()(const VoidedKey&) const { return "voided_key"; }
    const char* operator()(const FreeBefore&) const { return "free_before"; }
    const char* operator()(const AnsweredThread&) const { return "answered_thread"; }
    const char* operator()(const Connected&) const { return "connected"; }
    const char* operator()(const ColleaguePending&) const { return "colleague_pending"; }
    const char* operator()(const AnsweredBefore&) const { return "answered_before"; }
    const char* operator()(const NotCalledFree&) const { return "not_called_free"; }
    const char* operator()(const RefreshComesFirst&) const { return "refresh_comes_first"; }
    const char* operator()(const PastPurchaseLimit&) const { return "purchase_limit"; }
    const char* operator()(const PastChannelLimit&) const { return "channel_limit"; }
    const char* operator()(const PastTextLimit&) const { return "text_limit"; }
    const char* operator()(const CountForNothing&) const { return "counts_for_nothing"; }
    const char* operator()(const InArchive&) const { return "in_archive"; }
    const char* operator()(const MayBeOne&) const { return "may_be_one"; }
    const char* operator()(const HandoverLoses&) const { return "handover_loses"; }
    const char* operator()(const StaysBehind&) const { return "stays_behind"; }
    const char* operator()(const PlanEnded&) const { return "plan_ended"; }
    const char* operator()(const PoolLeft&) const { return "pool_left"; }
    const char* operator()(const LimitWithoutPool&) const { return "limit_without_pool"; }
    const char* operator()(const KeepsBalance&) const { return "keeps_balance"; }
};

Json json_of(const EventRecord& event) {
    return {{"key", event.key},
            {"event", to_string(event.kind)},
            {"seat", text_or_null(event.seat)},
            {"prospect", text_or_null(event.prospect)},
            {"pool", text_or_null(event.pool)},
            {"at", json(event.at)},
            {"ref", text_or_null(event.ref)}};
}

Json warning_of(std::string_view code, const std::string& reason, const Json& key) {
    return {{"what", code}, {"reason", reason}, {"key", key}};
}

/// What every document about a recording begins with.
Json head_of(bool dry_run, const std::string& batch) {
    Json j = schema_1();
    j["batch"] = text_or_null(batch);
    if (dry_run) j["dry_run"] = true;
    j["recorded"] = Json::array();
    return j;
}

}  // namespace

std::string to_json(const app::RecordResult& result) {
    Json j = head_of(result.dry_run, result.batch);
    j["known"] = Json::array();
    j["warnings"] = Json::array();
    for (const auto& effect : result.effects) {
        j[effect.duplicate ? "known" : "recorded"].push_back(json_of(effect.event));
        for (const auto anomaly : effect.anomalies)
            j["warnings"].push_back(warning_of(anomaly_name(anomaly), anomaly_words(effect, anomaly), effect.event.key));
    }
    const Display utc = utc_display();
    for (const auto& warning : result.warnings)
        j["warnings"].push_back(warning_of(std::visit(WarningCode{}, warning), words_of(warning, utc), nullptr));
    j["accounts"] = Json::array();
    for (const auto& account : result.balances) j["accounts"].push_back(json_of(account));
    if (const auto& later = result.later_imports) j["told_later"] = {{"rows", later->rows}, {"sources", later->sources}};
    return line_of(j);
}

std::string to_json(const app::RolloverResult& result) {
    Json j = head_of(result.dry_run, result.batch);
    for (const auto& close : result.closes) {
        const bool is_pool = close.account.is_pool();
        j["recorded"].push_back({{"key", close.key},
                                 {"event", to_string(EventKind::rollover)},
                                 {"seat", is_pool ? Json(nullptr) : Json(close.account.name)},
                                 {"prospect", nullptr},
                                 {"pool", is_pool ? Json(close.account.name) : Json(nullptr)},
                                 {"at", json(close.refresh)},
                                 {"ref", nullptr}});
    }
    for (const char* none : {"known", "warnings", "accounts"}) j[none] = Json::array();  // it changes no balance
    return line_of(j);
}

}  // namespace inmail::render
