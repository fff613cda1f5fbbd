// What the months of an audit say. They join the balances at their ends, whatever handles accounts had.

#include "inmail/app/reports/audit.hpp"

#include <map>
#include <optional>
#include <string>

#include "inmail/app/forecast/audit_charts.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/balance.hpp"
#include "property/check.hpp"
#include "property/random_ledger.hpp"
#include "property/stored_ledger.hpp"
#include "reports/months.hpp"
#include "support/catch.hpp"

using namespace reference;
namespace app = inmail::app;

namespace {

constexpr int ledgers = 100;

/// What accounts hold at an instant, by name.
std::map<std::string, inmail::Credits> held_at(inmail::Store& store, inmail::Instant t) {
    std::map<std::string, inmail::Credits> held;
    if (t < inmail::first_instant) return held;
    for (const auto& account : app::balance(store, {t, std::nullopt, {}}).accounts)
        held[account.account.typed()] = account.available;
    return held;
}

void require_equal(const std::string& what, inmail::Credits told, inmail::Credits expected) {
    if (told != expected) RC_FAIL(what + " is " + std::to_string(told.value) + ", should be " + std::to_string(expected.value));
}

inmail::Credits sum_of(const std::map<std::string, inmail::Credits>& held) {
    inmail::Credits sum;
    for (const auto& [name, credits] : held) sum += credits;
    return sum;
}

inmail::Totals totals_of(const app::BalanceReport& report) {
    inmail::Totals totals;
    for (const auto& account : report.accounts) totals += account.totals;
    return totals;
}

}  // namespace

TEST_CASE("the months of an audit and its charts join the balances at their ends (RULES section 6)", "[laws]") {
    const bool held = holds("audits", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        StoredLedger stored(ledger_of(seed));
        stored.import_all(ledger_of(seed).events);
        inmail::Store& store = stored.store();
        RC_PRE(store.extent().events > 0);
        const inmail::Month first = app::first_month(store);
        for (const Millis as_of : probes_of(seed)) {
            const inmail::Instant now{as_of};
            const inmail::Month last = month_of(day_of(now));
            if (last < first) continue;
            const inmail::Month from = first + *rc::gen::inRange(0, last.value - first.value + 1);
            app::ReportQuery query{now, std::nullopt, {}};
            query.trend_months = last.value - first.value + 1;
            const auto [report, charts] = app::charted_audit(store, query, from, last);
            const inmail::Instant eve = start_of(from) - inmail::Duration{1};

            require_equal("the total opening", report.total.opening, sum_of(held_at(store, eve)));
            const auto closing = held_at(store, now);
            for (const auto& row : report.rows) {
                const std::string name = row.account.typed();
                require_equal("the closing of " + name, row.closing, closing.at(name));
                require_equal("what " + name + " comes to", row.opening + row.flow.balance(), row.closing);
                for_each_total(row.flow, [&](std::string_view total, std::int64_t value) {
                    if (value < 0 && total != "adjusted") RC_FAIL(std::string(total) + " of " + name + " is less than nothing");
                });
            }
            auto flow = totals_of(app::balance(store, {now, std::nullopt, {}}));
            if (eve >= inmail::first_instant) flow = flow - totals_of(app::balance(store, {eve, std::nullopt, {}}));
            require_equal("the total sent", report.total.flow.consumed, flow.consumed);
            require_equal("the total allotted", report.total.flow.allotted, flow.allotted);
            for (std::size_t i = 0; i < charts.months.size(); ++i) {
                const inmail::Instant month_end = std::min(end_of(charts.months[i]), now);
                inmail::Credits standing;
                for (const auto& account : charts.accounts) {
                    if (account.standings.at(i)) standing += account.standings[i]->available;
                }
                require_equal("what the charts show in " + to_string(charts.months[i]), standing,
                              sum_of(held_at(store, month_end)));
            }
        }
    });
    REQUIRE(held);
}
