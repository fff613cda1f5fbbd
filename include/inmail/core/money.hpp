#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "inmail/core/credits.hpp"

namespace inmail {

/// An amount of money: whole minor units (cents) of an ISO 4217 currency, never negative.
struct Money {
    std::int64_t minor{0};
    std::string currency;

    friend bool operator==(const Money& a, const Money& b) { return a.minor == b.minor && a.currency == b.currency; }
    friend bool operator!=(const Money& a, const Money& b) { return !(a == b); }
};

/// The largest price that is accepted, in minor units.
constexpr std::int64_t max_price_minor = 1'000'000'000'000;

/// Whether ISO 4217 has the code, in upper case, or had it since 2015.
[[nodiscard]] bool is_currency(std::string_view code);

/// The number of decimals of an amount in the currency (ISO 4217).
[[nodiscard]] std::size_t decimals_of(std::string_view currency);

/// "10.00" with the decimals of its currency.
[[nodiscard]] std::string to_decimal(const Money& money);

/// Why money cannot be summed: the sum is too large to be counted.
struct UncountableMoney {};

/// The sum of two amounts in one currency. Throws Reasoned<InputError, UncountableMoney> if it is too large to be counted.
[[nodiscard]] std::int64_t sum_minor(std::int64_t a, std::int64_t b);

/// The price of `credits` if `per` of them (>= 1) cost `price_minor`, rounded half up. Throws as `sum_minor` does.
[[nodiscard]] std::int64_t cost_minor(Credits credits, std::int64_t price_minor, Credits per = Credits{1});

}  // namespace inmail
