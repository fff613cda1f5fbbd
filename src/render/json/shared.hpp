#pragma once

#include <cmath>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/outreach/merged_prospect.hpp"
#include "inmail/app/reports/drift.hpp"
#include "inmail/app/reports/reply_cost.hpp"
#include "inmail/app/reports/response_policy.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/app/reports/seat_share.hpp"
#include "inmail/app/reports/worth.hpp"
#include "support.hpp"
#include "tables/policy_words.hpp"

namespace inmail::render {

inline const char* status_of(bool active) { return active ? "active" : "cancelled"; }
inline const char* kind_of(const app::AccountName& account) { return account.is_pool() ? "pool" : "seat"; }

/// What every row of an account ends with: how people type it, and its person.
inline void add_id(Json& to, const app::AccountName& account) {
    to["id"] = account.typed();
    to["name"] = text_or_null(account.person);
}

inline Json json_of(const app::MoneySums& sums) {
    Json list = Json::array();
    for (const Money& sum : sums.by_currency()) list.push_back({{"currency", sum.currency}, {"minor", sum.minor}});
    return list;
}

/// Amounts in whole minor units (cents), as prices stand in a rulebook.
inline Json json_of(const app::Worth& worth) {
    return {{"at_credit_price", json_of(worth.bought)},
            {"at_plan_price", json_of(worth.plan)},
            {"without_credit_price", json(worth.unpriced_bought)},
            {"without_plan_price", json(worth.unpriced_plan)},
            {"at_unsourced_price", json(worth.unsourced_plan)}};
}

/// What every report begins with.
template <class Report>
Json head_of(const Report& report) {
    Json j = schema_1();
    j["as_of"] = json(report.as_of);
    return j;
}

inline void add_totals(Json& to, const Totals& totals) {
    for_each_total(totals, [&to](const char* name, std::int64_t value) { to[name] = value; });
}

/// Only if it was asked for: scripts may not expect the key.
inline void add_shares(Json& to, const std::vector<app::SeatShare>& shares) {
    for (const auto& share : shares) {
        Json one{{"seat", share.seat}};
        add_totals(one["totals"], share.totals);
        one["name"] = text_or_null(share.person);
        to["by_seat"].push_back(std::move(one));
    }
}

/// Rounded: more digits mean nothing, and differ between machines.
inline Json json_of(const std::optional<double>& number) {
    constexpr double scale = 10'000;
    return number ? Json(std::round(*number * scale) / scale) : Json(nullptr);
}

/// The interval is that of 95 %; null if nothing was sent.
inline Json json_of(const app::Responses& responses) {
    const auto rate = responses.rate();
    const auto interval = responses.interval();
    return {{"sent", responses.sent},
            {"answered", responses.answered},
            {"rate", json_of(rate)},
            {"low", rate ? json_of(std::optional(interval.low)) : Json(nullptr)},
            {"high", rate ? json_of(std::optional(interval.high)) : Json(nullptr)},
            {"small_sample", responses.is_small()}};
}

/// Rounded half up, as it was computed; the credits without a price stand with the cost. Null if nobody replied.
inline Json cost_per_reply_of(const app::ReplyCost::Spending& spending, const app::Responses& responses) {
    const auto cost = spending.per_reply(responses);
    if (!cost) return nullptr;
    return {{"at_credit_price", json_of(cost->bought)}, {"at_plan_price", json_of(cost->plan)}};
}

inline void add_cost(Json& to, const app::ReplyCost& cost, const app::Responses& responses) {
    to["spent"] = json(cost.net.credits);
    to["credits_per_reply"] = json_of(cost.net.credits_per_reply(responses));
    to["cost"] = json_of(cost.net.worth);
    to["cost_per_reply"] = cost_per_reply_of(cost.net, responses);
    to["gross_spent"] = json(cost.gross.credits);
    to["gross_credits_per_reply"] = json_of(cost.gross.credits_per_reply(responses));
    to["gross_cost"] = json_of(cost.gross.worth);
    to["gross_cost_per_reply"] = cost_per_reply_of(cost.gross, responses);
}

inline Json json_of(const app::PolicyStanding& standing) {
    constexpr double per_mille = 1000;
    return {{"seat", standing.seat},
            {"account", standing.account.name},
            {"kind", kind_of(standing.account)},
            {"team", json(standing.team)},
            {"verdict", to_string(standing.verdict)},
            {"sent", standing.responses.sent},
            {"answered", standing.responses.answered},
            {"rate", json_of(standing.responses.rate())},
            {"missing", standing.missing()},
            {"min_response_rate", json_of(std::optional(standing.policy.min_response_per_mille / per_mille))},
            {"min_sends", standing.policy.min_sends},
            {"days", standing.policy.days},
            {"source", standing.policy.source},
            {"id", standing.account.typed()},
            {"name", text_or_null(standing.person)}};
}

inline Json json_of(const std::vector<app::MergedProspect>& merged) {
    Json list = Json::array();
    for (const auto& one : merged) list.push_back({{"prospect", one.prospect}, {"lines", one.lines}, {"differ", one.differ}});
    return list;
}

inline Json json_of(const std::vector<app::AlikeProspect>& alike) {
    Json list = Json::array();
    for (const auto& one : alike)
        list.push_back({{"prospect", one.prospect}, {"known", one.known}, {"line", one.line}, {"in_ledger", one.is_in_ledger}});
    return list;
}

inline Json json_of(const CloseFigures& f) {
    return {{"allotted", json(f.allotted)},
            {"granted", json(f.granted)},
            {"forfeited", json(f.forfeited)},
            {"expired", json(f.expired)},
            {"available", json(f.available)}};
}

inline void add_drift(Json& report, const app::Drifts& drifts) {
    Json list = Json::array();
    for (const auto& drift : drifts.listed) {
        Json causes = Json::array();
        for (const auto& cause : drift.causes) {
            causes.push_back({{"event", to_string(cause.kind)}, {"key", cause.key}, {"recorded_at", json(cause.recorded_at)}});
        }
        list.push_back({{"account", drift.account.name},
                        {"kind", kind_of(drift.account)},
                        {"refresh", json(drift.refresh)},
                        {"stored", json_of(drift.stored)},
                        {"now", drift.now ? json_of(*drift.now) : Json(nullptr)},
                        {"key", drift.key},
                        {"causes", std::move(causes)},
                        {"id", drift.account.typed()}});
    }
    report["drift"] = std::move(list);
    report["drift_through_edition"] = drifts.through_edition;
}

}  // namespace inmail::render
