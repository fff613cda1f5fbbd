#include "inmail/app/reports/worth.hpp"

#include <string>

#include "app/ledger_fixture.hpp"
#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;

std::string text_of(const MoneySums& sums) {
    std::string text;
    for (const Money& sum : sums.by_currency()) text += (text.empty() ? "" : " ") + sum.currency + to_decimal(sum);
    return text;
}

Terms terms(std::int64_t allowance, std::optional<std::int64_t> price, std::optional<std::int64_t> credit_price,
            const char* currency) {
    Terms t;
    t.allowance = t.cap = Credits{allowance};
    t.price_minor = price;
    t.credit_price_minor = credit_price;
    t.currency = currency;
    t.source = "test";
    return t;
}

}  // namespace

TEST_CASE("sums of money keep currencies apart and have no entry for zero") {
    MoneySums sums;
    sums.add("USD", 150);
    sums.add("EUR", 1);
    sums.add("USD", 50);
    sums.add("CHF", 0);
    CHECK(text_of(sums) == "EUR0.01 USD2.00");
    MoneySums more;
    more.add("JPY", 7);
    more.add("EUR", 9);
    more += sums;
    CHECK(text_of(more) == "EUR0.10 JPY7 USD2.00");
}

TEST_CASE("credits are priced by the account's last plan, at the plan's price and at a bought credit's price") {
    test::LedgerFixture ledger;
    ledger.plan("both", terms(30, 17'000, 900, "EUR"));
    ledger.plan("unpriced", terms(30, {}, {}, "EUR"));
    ledger.plan("nothing-a-month", terms(0, 100, 100, "JPY"));
    ledger.record(
        "at,event,seat,plan,prospect\n"
        "2026-01-01,subscribe,ana,both,\n"
        "2026-01-01,subscribe,ben,unpriced,\n"
        "2026-01-01,subscribe,cleo,nothing-a-month,\n"
        "2026-01-01,subscribe,dov,both,\n"
        "2026-02-01,cancel,dov,,\n"
        "2026-01-01,send,esi,,jane\n"
        "2026-03-01,subscribe,esi,both,\n");
    struct {
        const char* seat;
        const char* bought;
        const char* plan;
        std::int64_t unpriced_bought, unpriced_plan;
    } const rows[] = {
        {"ana", "EUR63.00", "EUR39.67", 0, 0},  // 7 x 170.00 / 30 = 39.666...
        {"ben", "", "", 7, 7},
        {"cleo", "JPY700", "", 0, 7},
        {"dov", "EUR63.00", "EUR39.67", 0, 0},
        {"esi", "", "", 7, 7},
    };
    FoldRun fold_run(ledger.store(), ReportQuery{at("2026-02-15"), {}, {}});
    fold_run.fold();
    Worth all;
    for (const auto& row : rows) {
        INFO(row.seat);
        const auto state = fold_run.reconciler().account(find_account(ledger.store(), row.seat));
        REQUIRE(state.has_value());
        const Worth worth = worth_of(Credits{7}, *state, fold_run);
        CHECK(text_of(worth.bought) == row.bought);
        CHECK(text_of(worth.plan) == row.plan);
        CHECK(worth.unpriced_bought == Credits{row.unpriced_bought});
        CHECK(worth.unpriced_plan == Credits{row.unpriced_plan});
        all += worth;
    }
    CHECK(text_of(all.bought) == "EUR126.00 JPY700");
    CHECK(all.unpriced_plan == Credits{21});
}

TEST_CASE("credits are priced by the terms in force now, not by those at the stint's start (RULES section 4)") {
    test::LedgerFixture ledger;
    Terms first = terms(10, 1000, 100, "USD");
    first.effective_from = *parse_day("2026-01-01");
    Terms later = terms(20, 1000, 200, "USD");
    later.effective_from = *parse_day("2026-02-01");
    ledger.plan("grows", first);
    ledger.plan("grows", later);
    ledger.record("at,event,seat,plan\n2026-01-01,subscribe,ana,grows\n");
    for (const auto& [as_of, worth] : {std::pair{"2026-01-31", "USD3.00 USD3.00"}, std::pair{"2026-02-01", "USD6.00 USD1.50"}}) {
        FoldRun fold_run(ledger.store(), ReportQuery{at(as_of), {}, {}});
        fold_run.fold();
        const Worth found = worth_of(Credits{3}, *fold_run.reconciler().account(find_account(ledger.store(), "ana")), fold_run);
        CHECK(text_of(found.bought) + " " + text_of(found.plan) == worth);
    }
}

}  // namespace inmail::app
