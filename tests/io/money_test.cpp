#include "inmail/io/money.hpp"

#include "inmail/render/errors.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;

TEST_CASE("money is read exactly, with its currency's decimals") {
    struct Row {
        const char* amount;
        const char* currency;
        std::int64_t minor;
        const char* written;
    };
    const Row rows[] = {
        {"10", "USD", 1000, "10.00"},   {"10.00", "usd", 1000, "10.00"},
        {"10.5", "EUR", 1050, "10.50"}, {"0", "USD", 0, "0.00"},
        {"0.07", "USD", 7, "0.07"},     {"007.10", "USD", 710, "7.10"},
        {"1000", "JPY", 1000, "1000"},  {"1.234", "KWD", 1234, "1.234"},
        {"0.0001", "CLF", 1, "0.0001"}, {"10000000000.00", "USD", 1'000'000'000'000, "10000000000.00"},
    };
    for (const auto& row : rows) {
        INFO(row.amount << " " << row.currency);
        const auto money = parse_money(row.amount, row.currency);
        REQUIRE(money);
        CHECK(money->minor == row.minor);
        CHECK(to_decimal(*money) == row.written);
    }
}

TEST_CASE("a currency that an early ledger took is read from its export") {
    CHECK_FALSE(parse_money("1", "XXQ"));
    CHECK(parse_money("1", "xxq", CurrencyCodes::any)->currency == "XXQ");
    CHECK_FALSE(parse_money("1", "XX", CurrencyCodes::any));
}

TEST_CASE("text that is no amount of money is refused with the reason") {
    struct Row {
        const char* amount;
        const char* currency;
        const char* why;
    };
    const Row rows[] = {
        {"", "USD", "'' is not an amount"},
        {"-1", "USD", "'-1' is not an amount"},
        {"+1", "USD", "is not an amount"},
        {" 1", "USD", "is not an amount"},
        {"1,50", "USD", "is not an amount"},
        {"1.", "USD", "is not an amount"},
        {".5", "USD", "is not an amount"},
        {"1.2.3", "USD", "is not an amount"},
        {"1e3", "USD", "is not an amount"},
        {"$10", "USD", "is not an amount"},
        {"1.234", "USD", "has too many decimals: USD has 2"},
        {"1.5", "JPY", "has too many decimals: JPY has 0"},
        {"10000000000.01", "USD", "at most 10000000000.00 USD"},
        {"99999999999999999999999", "USD", "is too much"},
        {"1", "", "'' is not a currency"},
        {"1", "US", "is not a currency"},
        {"1", "USDX", "is not a currency"},
        {"1", "XXQ", "'XXQ' is not a currency of ISO 4217"},
        {"1", "U$D", "is not a currency"},
        {"1", "€", "is not a currency"},
    };
    for (const auto& row : rows) {
        INFO(row.amount << " " << row.currency);
        const auto money = parse_money(row.amount, row.currency);
        REQUIRE_FALSE(money);
        INFO(render::flaw_words(money.flaw()));
        CHECK(render::flaw_words(money.flaw()).find(row.why) != std::string::npos);
    }
}

TEST_CASE("an amount is a whole number of credits within bounds") {
    struct Row {
        const char* text;
        std::int64_t amount;
    };
    for (const auto& row : {Row{"0", 0}, Row{"5", 5}, Row{"+5", 5}, Row{"-5", -5}, Row{"007", 7}, Row{"1000000", 1'000'000},
                            Row{"-1000000", -1'000'000}}) {
        const auto amount = parse_amount(row.text);
        REQUIRE(amount);
        CHECK(amount->value == row.amount);
    }
    for (const auto* text : {"", "+", "-", "+-5", "--5", "1.5", "5.0", " 5", "5 ", "1,000", "1_000", "0x10", "five", "٥"}) {
        INFO(text);
        REQUIRE_FALSE(parse_amount(text));
        CHECK(render::flaw_words(parse_amount(text).flaw()).find("is not a whole number") != std::string::npos);
    }
    for (const auto* text : {"1000001", "-1000001", "1000000000000", "-9223372036854775808", "99999999999999999999999999"}) {
        INFO(text);
        REQUIRE_FALSE(parse_amount(text));
        CHECK(render::flaw_words(parse_amount(text).flaw()).find("is out of range: at most 1000000") != std::string::npos);
    }
}
