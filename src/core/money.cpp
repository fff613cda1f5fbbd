#include "inmail/core/money.hpp"

#include <fmt/format.h>

#include "inmail/core/errors.hpp"

namespace inmail {
namespace {

/// The currencies of ISO 4217 whose minor unit is not a hundredth.
struct Decimals {
    std::string_view currencies;
    std::size_t count;
};
constexpr Decimals unusual_decimals[] = {
    {"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0},
    {"BHD IQD JOD KWD LYD OMR TND", 3},
    {"CLF UYW", 4},
};

[[noreturn]] void past_counting() { throw Reasoned<InputError, UncountableMoney>({}); }

}  // namespace

std::size_t decimals_of(std::string_view currency) {
    constexpr std::size_t usual = 2;
    for (const auto& [currencies, count] : unusual_decimals) {
        if (currencies.find(currency) != std::string_view::npos) return count;
    }
    return usual;
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
