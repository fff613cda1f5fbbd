#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "app/ledger_fixture.hpp"
#include "inmail/core/terms.hpp"

namespace inmail::app {

inline Terms terms(CapRule cap_rule, RefreshRule refresh, std::optional<int> expiry_days, bool pooled = false) {
    Terms t;
    t.allowance = Credits{10};
    t.cap = Credits{15};
    t.cap_rule = cap_rule;
    t.refresh = refresh;
    t.expiry_days = expiry_days;
    t.refund_window_days = 120;
    t.pooled = pooled;
    t.price_minor = 5'000;
    t.credit_price_minor = 1'000;
    t.currency = "USD";
    t.source = "test";
    return t;
}

/// Plans of 10 credits a month with a cap of 15 that differ in their rules.
class PlannedLedger : public test::LedgerFixture {
  public:
    explicit PlannedLedger(const std::string& rows) {
        plan("stop", terms(CapRule::stop, RefreshRule::calendar, 45));
        plan("trim", terms(CapRule::trim, RefreshRule::anniversary, {}));
        Terms original = terms(CapRule::stop, RefreshRule::calendar, 45);
        original.refund_expiry = RefundExpiry::original;
        plan("original", original);
        plan("pool", terms(CapRule::stop, RefreshRule::calendar, {}, true));
        record("at,event,seat,pool,plan,prospect,amount\n" + rows);
    }
};

inline std::string moment(Instant t) { return to_rfc3339(t).substr(0, 16); }

inline std::string sends(const char* seat, int n, const std::string& when, int from = 0) {
    std::string rows;
    for (int i = from; i < from + n; ++i) rows += fmt::format("{},send,{},,,p{},\n", when, seat, i);
    return rows;
}

inline std::string replies(const char* seat, int n, const std::string& when) {
    std::string rows;
    for (int i = 0; i < n; ++i) rows += fmt::format("{},reply,{},,,p{},\n", when, seat, i);
    return rows;
}

inline const std::string ana_stops = "2026-01-01,subscribe,ana,,stop,,\n";

}  // namespace inmail::app
