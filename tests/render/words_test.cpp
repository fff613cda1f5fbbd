#include "words.hpp"

#include "json/shared.hpp"
#include "support/catch.hpp"

namespace inmail::render {

TEST_CASE("money is written with its currency, decimals and thousands separators") {
    struct {
        Money money;
        const char* words;
    } const rows[] = {{{0, "USD"}, "USD 0.00"},
                      {{7, "EUR"}, "EUR 0.07"},
                      {{99'999, "USD"}, "USD 999.99"},
                      {{214'000, "USD"}, "USD 2,140.00"},
                      {{1'234'567, "JPY"}, "JPY 1,234,567"},
                      {{999, "JPY"}, "JPY 999"},
                      {{100'000'000'005, "KWD"}, "KWD 100,000,000.005"}};
    for (const auto& row : rows) CHECK(money_words(row.money) == row.words);
}

TEST_CASE("sums of money are written by currency, in words and in JSON") {
    app::Worth worth;
    CHECK(money_words(worth.bought).empty());
    worth.bought.add("USD", 214'000);
    worth.bought.add("EUR", 900);
    worth.unpriced_plan = Credits{3};
    CHECK(money_words(worth.bought) == "EUR 9.00, USD 2,140.00");
    CHECK(json_of(worth).dump() ==
          R"({"at_credit_price":[{"currency":"EUR","minor":900},{"currency":"USD","minor":214000}],"at_plan_price":[],)"
          R"("without_credit_price":0,"without_plan_price":3})");
}

TEST_CASE("a rate is written in whole percent, with its interval if the sample is small") {
    struct {
        app::Responses responses;
        const char* words;
    } const rows[] = {{{0, 0}, ""},     {{29, 10}, "34% (20-53%)"}, {{30, 10}, "33%"}, {{1, 1}, "100% (21-100%)"},
                      {{200, 1}, "1%"}, {{2, 0}, "0% (0-66%)"}};
    for (const auto& row : rows) CHECK(rate_words(row.responses) == row.words);
}

}  // namespace inmail::render
