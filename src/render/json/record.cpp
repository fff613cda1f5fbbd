#include "inmail/app/record/record.hpp"

#include <array>
#include <variant>

#include "anomaly_names.hpp"
#include "inmail/app/record/rollover.hpp"
#include "inmail/render/reports.hpp"
#include "json/balance.hpp"
#include "messages/record_words.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

/// In the order of `RecordWarning`.
constexpr std::array<const char*, std::variant_size_v<app::RecordWarning>> warning_codes{
    "voided_key",      "free_before",        "answered_thread",     "connected",          "colleague_pending",
    "answered_before", "not_called_free",    "refresh_comes_first", "purchase_limit",     "channel_limit",
    "text_limit",      "counts_for_nothing", "in_archive",          "may_be_one",         "handover_loses",
    "stays_behind",    "plan_ended",         "pool_left",           "limit_without_pool", "keeps_balance"};

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
    for (const auto& warning : result.warnings)
        j["warnings"].push_back(warning_of(warning_codes.at(warning.index()), words_of(warning), nullptr));
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
