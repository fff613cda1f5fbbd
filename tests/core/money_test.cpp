#include "inmail/core/money.hpp"

#include "inmail/core/errors.hpp"
#include "support/catch.hpp"

namespace inmail {

TEST_CASE("credits cost their share of the price, rounded half up to the minor unit") {
    struct {
        std::int64_t credits, price_minor, per, minor;
    } const rows[] = {
        {0, 1000, 1, 0},
        {37, 1000, 1, 37'000},
        {49, 10'000, 50, 9'800},
        {1, 100, 3, 33},
        {2, 100, 3, 67},
        {1, 1, 2, 1},  // half goes up
        {1, 1, 3, 0},
        {3, 10'000, 15, 2'000},
        {7, 0, 50, 0},
        {9'000'000, 1'000'000'000'000, 100'000, 90'000'000'000'000},
    };
    for (const auto& row : rows) {
        INFO(row.credits << " at " << row.price_minor << " for " << row.per);
        CHECK(cost_minor(Credits{row.credits}, row.price_minor, Credits{row.per}) == row.minor);
    }
}

TEST_CASE("a currency is one of ISO 4217") {
    for (const char* code : {"USD", "EUR", "GBP", "JPY", "KWD", "CLF", "HRK", "ZWG"}) CHECK(is_currency(code));
    for (const char* code : {"XXQ", "usd", "US", "USDX", "", "D A", " US", "XXX", "XAU"}) CHECK_FALSE(is_currency(code));
    CHECK(decimals_of("JPY") == 0);
    CHECK(decimals_of("EUR") == 2);
    CHECK(decimals_of("TND") == 3);
    CHECK(decimals_of("XXQ") == 2);
}

TEST_CASE("a sum of money that is too large is an error, and never wraps around") {
    constexpr std::int64_t most = INT64_MAX;
    CHECK(sum_minor(most - 1, 1) == most);
    CHECK_THROWS_AS(sum_minor(most, 1), InputError);
    CHECK(cost_minor(Credits{9'223'372}, max_price_minor) == 9'223'372 * max_price_minor);
    CHECK_THROWS_AS(cost_minor(Credits{9'223'373}, max_price_minor), InputError);
    CHECK_THROWS_AS(cost_minor(Credits{-1}, 1), Defect);
    CHECK_THROWS_AS(cost_minor(Credits{1}, 1, no_credits), Defect);
}

}  // namespace inmail
