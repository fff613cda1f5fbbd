#include "app/ledger_fixture.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;

std::vector<std::int64_t> plain(const std::vector<Credits>& trend) {
    std::vector<std::int64_t> amounts;
    for (const Credits amount : trend) amounts.push_back(amount.value);
    return amounts;
}

}  // namespace

TEST_CASE("an account's trend holds its balance at the last month ends and now, from its first event on") {
    test::LedgerFixture ledger;
    ledger.record(
        "at,event,seat,plan,prospect\n"
        "2026-01-10,subscribe,ana,sales-navigator-core,\n"
        "2026-02-28T23:59:59.999Z,send,ana,,a\n"
        "2026-03-01,send,ana,,b\n");
    const struct {
        const char* as_of;
        int months;
        std::vector<std::int64_t> trend;
    } cases[] = {
        {"2026-03-20", 0, {}},   {"2026-03-20", 1, {148}}, {"2026-03-20", 3, {50, 99, 148}}, {"2026-03-20", 6, {50, 99, 148}},
        {"2026-01-31", 6, {50}},
    };
    for (const auto& c : cases) {
        INFO(c.as_of << ", " << c.months);
        ReportQuery query{at(c.as_of), std::nullopt, {}};
        query.trend_months = c.months;
        CHECK(plain(balance(ledger.store(), query).accounts.front().trend) == c.trend);
    }

    ReportQuery query{at("2026-03-20"), std::nullopt, {}};
    query.trend_months = 3;
    const Month february = *parse_month("2026-02");
    const auto report = audit(ledger.store(), query, february, february);
    CHECK(plain(report.rows.front().trend) == std::vector<std::int64_t>{50, 99});
    CHECK(report.rows.front().opening == Credits{50});
}

}  // namespace inmail::app
