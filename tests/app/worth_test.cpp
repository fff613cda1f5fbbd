#include "inmail/app/reports/worth.hpp"

#include <string>

#include "app/ledger_fixture.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/forfeits.hpp"
#include "reports/worth_tally.hpp"
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

TEST_CASE("credits are priced at the plan's price, and at a bought credit's price where the plan can buy") {
    test::LedgerFixture ledger;
    Terms buys = terms(30, 17'000, 900, "EUR");
    buys.purchasable = true;
    ledger.plan("both", buys);
    ledger.plan("cannot-buy", terms(30, 17'000, 900, "EUR"));
    Terms no_price = terms(30, {}, {}, "EUR");
    no_price.purchasable = true;
    ledger.plan("unpriced", no_price);
    Terms nothing = terms(0, 100, 100, "JPY");
    nothing.purchasable = true;
    ledger.plan("nothing-a-month", nothing);
    ledger.record(
        "at,event,seat,plan,prospect,price,currency,billed\n"
        "2026-01-01,subscribe,ana,both,,,,\n"
        "2026-01-01,subscribe,ben,unpriced,,,,\n"
        "2026-01-01,subscribe,cleo,nothing-a-month,,,,\n"
        "2026-01-01,subscribe,dov,cannot-buy,,,,\n"
        "2026-01-01,subscribe,esi,both,,79.99,GBP,\n"
        "2026-01-01,subscribe,finn,unpriced,,959.88,GBP,annual\n"
        "2026-01-01,send,gus,,jane,,,\n"
        "2026-03-01,subscribe,gus,both,,,,\n");
    struct {
        const char* seat;
        const char* plan;
        const char* bought;
        std::int64_t unpriced_plan, unpriced_bought;
    } const rows[] = {
        {"ana", "EUR39.67", "EUR63.00", 0, 0},  // 7 x 170.00 / 30 = 39.666...
        {"ben", "", "", 7, 7},
        {"cleo", "", "JPY700", 7, 0},
        {"dov", "EUR39.67", "", 0, 7},
        {"esi", "GBP18.66", "EUR63.00", 0, 0},  // 7 x 79.99 / 30 = 18.664...
        {"finn", "GBP18.66", "", 0, 7},         // 7 x 959.88 / 12 / 30 = 18.664...
        {"gus", "", "", 7, 7},
    };
    FoldRun fold_run(ledger.store(), ReportQuery{at("2026-02-15"), {}, {}});
    fold_run.fold();
    Worth all;
    for (const auto& row : rows) {
        INFO(row.seat);
        const auto state = fold_run.reconciler().account(ledger.account(row.seat));
        REQUIRE(state.has_value());
        const Worth worth = worth_of(Credits{7}, *state);
        CHECK(text_of(worth.plan) == row.plan);
        CHECK(text_of(worth.bought) == row.bought);
        CHECK(worth.unpriced_plan == Credits{row.unpriced_plan});
        CHECK(worth.unpriced_bought == Credits{row.unpriced_bought});
        all += worth;
    }
    CHECK(text_of(all.plan) == "EUR79.34 GBP37.32");
    CHECK(text_of(all.bought) == "EUR126.00 JPY700");
    CHECK(all.unpriced_plan == Credits{21});
}

TEST_CASE("what was lost is priced by the plan, the contract and the terms that it was lost under") {
    test::LedgerFixture ledger;
    Terms cheap = terms(10, 1000, {}, "USD");
    cheap.effective_from = *parse_day("2026-01-01");
    Terms later = cheap;
    later.effective_from = *parse_day("2026-02-01");
    later.price_minor = 3000;
    ledger.plan("cheap", cheap);
    ledger.plan("cheap", later);
    Terms dear = terms(20, 8000, 700, "USD");
    dear.purchasable = true;
    ledger.plan("dear", dear);
    // Each plan holds one allowance: what a refresh finds is forfeited anew.
    ledger.record(
        "at,event,seat,plan,price,currency,billed,to\n"
        "2026-01-01,subscribe,ana,cheap,,,,\n"              // 1 February: 10 x 3.00
        "2026-02-10,switch,ana,dear,,,,\n"                  // 10 x 3.00 zeroed; 1 March: 20 x 4.00 and 20 x 7.00
        "2026-03-10,switch,ana,cheap,5.00,EUR,,\n"          // 20 more of dear; 1 April: 10 x 0.50
        "2026-04-10,switch,ana,cheap,144.00,EUR,annual,\n"  // the same plan at another price; 1 May: 10 x 1.20
        "2026-05-10,reassign,ana,,,,,ben\n"                 // goes along; 1 June: 10 x 1.20
        "2026-06-10,cancel,ben,,,,,\n");                    // 10 x 1.20
    struct {
        const char* month;
        const char* plan;
        const char* bought;
        std::int64_t lost;
    } const months[] = {
        {"2026-01", "", "", 0},         {"2026-02", "USD60.00", "", 20}, {"2026-03", "USD160.00", "USD280.00", 40},
        {"2026-04", "EUR5.00", "", 10}, {"2026-05", "EUR12.00", "", 10}, {"2026-06", "EUR24.00", "", 20}};
    for (const auto& month : months) {
        INFO(month.month);
        const Month m = *parse_month(month.month);
        const auto report = audit(ledger.store(), ReportQuery{at("2026-07-01"), {}, {}}, m, m);
        CHECK(report.total.lost() == Credits{month.lost});
        CHECK(text_of(report.total.worth.plan) == month.plan);
        CHECK(text_of(report.total.worth.bought) == month.bought);
    }
    const auto all = forfeits(ledger.store(), ReportQuery{at("2026-07-01"), {}, {}}, 12, usual_horizon);
    CHECK(text_of(all.worth.plan) == "EUR41.00 USD220.00");
    CHECK(text_of(all.worth.bought) == "USD280.00");
    CHECK(all.worth.unpriced_bought == Credits{60});
}

TEST_CASE("a credit that was sent is priced by the plan that it was sent under, net of refunds and gross") {
    test::LedgerFixture ledger;
    Terms buys = terms(30, 17'000, 1000, "USD");
    buys.purchasable = true;
    ledger.plan("buys", buys);
    ledger.plan("cannot-buy", terms(50, 10'000, {}, "USD"));
    std::string events = "at,event,seat,plan,prospect,price,currency\n2026-01-01,subscribe,ana,buys,,,\n";
    for (int i = 0; i < 10; ++i) events += "2026-01-02,send,ana,,p" + std::to_string(i) + ",,\n";
    events += "2026-01-03,reply,ana,,p0,,\n2026-01-03,reply,ana,,p1,,\n2026-01-10,switch,ana,cannot-buy,,,\n";
    ledger.record(events);
    const Month january = *parse_month("2026-01");
    const auto report = audit(ledger.store(), ReportQuery{at("2026-01-31"), {}, {}}, january, january);
    const ReplyCost& cost = report.total.cost;
    const Responses& responses = report.total.responses;
    // As the guides count it: at 20 % replies and USD 10 a credit a reply costs USD 50.
    CHECK(text_of(cost.gross.per_reply(responses)->bought) == "USD50.00");
    CHECK(text_of(cost.net.per_reply(responses)->bought) == "USD40.00");
    CHECK(text_of(cost.gross.per_reply(responses)->plan) == "USD28.34");  // 10 x 170.00 / 30 = 56.67, for two
    CHECK(text_of(cost.net.per_reply(responses)->plan) == "USD22.67");    // 8 x 170.00 / 30 = 45.33
    CHECK(cost.gross.credits_per_reply(responses) == 5.0);
    CHECK(cost.net.credits_per_reply(responses) == 4.0);
}

TEST_CASE("the terms in force now price what is about to be lost, not those at the stint's start (RULES section 4)") {
    test::LedgerFixture ledger;
    Terms first = terms(10, 1000, 100, "USD");
    first.purchasable = true;
    first.effective_from = *parse_day("2026-01-01");
    Terms later = terms(20, 1000, 200, "USD");
    later.purchasable = true;
    later.effective_from = *parse_day("2026-02-01");
    ledger.plan("grows", first);
    ledger.plan("grows", later);
    ledger.record("at,event,seat,plan\n2026-01-01,subscribe,ana,grows\n");
    for (const auto& [as_of, worth] : {std::pair{"2026-01-31", "USD3.00 USD3.00"}, std::pair{"2026-02-01", "USD6.00 USD1.50"}}) {
        FoldRun fold_run(ledger.store(), ReportQuery{at(as_of), {}, {}});
        fold_run.fold();
        const Worth found = worth_of(Credits{3}, *fold_run.reconciler().account(ledger.account("ana")));
        CHECK(text_of(found.bought) + " " + text_of(found.plan) == worth);
    }
}

}  // namespace inmail::app
