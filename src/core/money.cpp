#include "inmail/core/money.hpp"

#include <fmt/format.h>

#include "inmail/core/errors.hpp"

namespace inmail {
namespace {

/// The currencies of ISO 4217 by the decimals of their minor unit. Those that ended since 2015 stay: contracts had them.
struct Decimals {
    std::string_view currencies;
    std::size_t count;
};
constexpr Decimals all_currencies[] = {
    {"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0},
    {"AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BYR BZD CAD CDF CHE CHF CHW "
     "CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR "
     "ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL LTL MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MXV "
     "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP "
     "STD STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VEF VES WST XCD XCG YER ZAR ZMW ZWG ZWL",
     2},
    {"BHD IQD JOD KWD LYD OMR TND", 3},
    {"CLF UYW", 4},
};

const Decimals* find_currency(std::string_view code) {
    constexpr std::size_t letters = 3;
    if (code.size() != letters || code.find(' ') != std::string_view::npos) return nullptr;
    for (const Decimals& row : all_currencies) {
        if (row.currencies.find(code) != std::string_view::npos) return &row;
    }
    return nullptr;
}

[[noreturn]] void past_counting() { throw Reasoned<InputError, UncountableMoney>({}); }

}  // namespace

bool is_currency(std::string_view code) { return find_currency(code) != nullptr; }

std::size_t decimals_of(std::string_view currency) {
    constexpr std::size_t usual = 2;
    const Decimals* found = find_currency(currency);
    return found == nullptr ? usual : found->count;
}

std::string to_decimal(const Money& money) {
    const std::size_t decimals = decimals_of(money.currency);
    if (decimals == 0) return std::to_string(money.minor);
    std::string digits = fmt::format("{:0{}}", money.minor, decimals + 1);
    return digits.insert(digits.size() - decimals, 1, '.');
}

std::int64_t sum_minor(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) past_counting();
    return sum;
}

std::int64_t cost_minor(Credits credits, std::int64_t price_minor, Credits per) {
    ensure(credits >= no_credits && price_minor >= 0 && per > no_credits, "credits cost nothing or more");
    std::int64_t product = 0;
    if (__builtin_mul_overflow(credits.value, price_minor, &product)) past_counting();
    const bool rounds_up = product % per.value >= per.value - product % per.value;
    return product / per.value + (rounds_up ? 1 : 0);
}

}  // namespace inmail
