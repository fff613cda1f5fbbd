#include "words.hpp"

#include "json/shared.hpp"
#include "support/catch.hpp"

namespace inmail::render {

TEST_CASE("what begins a UTC date is shown as that date in any zone (RULES section 2)") {
    Display display;
    display.now = *parse_rfc3339("2026-06-20T12:00:00Z");
    display.wall_clock = [](Instant t) {
        const std::string local = to_rfc3339(t - Duration{4 * 60 * 60 * 1000});  // New York in summer
        return local.substr(0, 10) + " " + (local.substr(17, 2) == "00" ? local.substr(11, 5) : local.substr(11, 8));
    };
    struct Row {
        const char* at;
        const char* table;
        const char* sentence;
        const char* date;
        const char* end;
        const char* deadline;
    };
    const Row rows[] = {
        {"2026-06-14T00:00:00Z", "2026-06-14", "14 June", "14 June", "14 June", "by 13 June UTC"},
        {"2025-06-14T00:00:00Z", "2025-06-14", "14 June 2025", "14 June 2025", "14 June 2025", "by 13 June 2025 UTC"},
        {"2026-06-14T04:00:00Z", "2026-06-14 00:00", "14 June 00:00", "14 June", "14 June 00:00", "by 13 June"},
        {"2026-06-14T13:30:05Z", "2026-06-14 09:30:05", "14 June 09:30:05", "14 June", "14 June 09:30:05",
         "before 14 June 09:30:05"},
        {"2026-06-14T23:59:59.999Z", "2026-06-14 19:59:59", "14 June 19:59:59", "14 June", "14 June", "before 14 June 19:59:59"},
    };
    for (const auto& row : rows) {
        INFO(row.at);
        const Instant t = *parse_rfc3339(row.at);
        CHECK(short_moment(t, display) == row.table);
        CHECK(moment_words(t, display) == row.sentence);
        CHECK(day_words(t, display) == row.date);
        CHECK(end_words(t, display) == row.end);
        CHECK(deadline_words(t, display) == row.deadline);
    }
}

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
          R"("without_credit_price":0,"without_plan_price":3,"at_unsourced_price":0})");
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
