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

/// The largest price that is accepted.
constexpr std::int64_t max_price_minor = 1'000'000'000'000;

/// How many decimals the currency's minor unit stands behind (ISO 4217).
[[nodiscard]] std::size_t decimals_of(std::string_view currency);

/// "10.00" with the decimals of its currency.
[[nodiscard]] std::string to_decimal(const Money& money);

/// Why money cannot be summed: it is more than can be counted.
struct UncountableMoney {};

/// Of two amounts in one currency. Throws Reasoned<InputError, UncountableMoney> past what can be counted, as the next does.
[[nodiscard]] std::int64_t sum_minor(std::int64_t a, std::int64_t b);

/// What `credits` cost where `per` of them, at least one, cost `price_minor`: rounded half up to the minor unit.
[[nodiscard]] std::int64_t cost_minor(Credits credits, std::int64_t price_minor, Credits per = Credits{1});

}  // namespace inmail
