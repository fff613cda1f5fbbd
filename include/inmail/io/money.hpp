#pragma once

#include <string>
#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/credits.hpp"

namespace inmail::io {

/// A decimal amount of a currency ("10", "10.00" with "USD"): exact, no more decimals than the currency has, not negative,
/// at most 10^12 minor units. The currency is three letters of ISO 4217, upper case folded.
[[nodiscard]] Checked<Money> parse_money(std::string_view amount, std::string_view currency);

/// "10.00" with the decimals of its currency.
[[nodiscard]] std::string to_decimal(const Money& money);

/// A whole number of credits, optional sign, no thousands separators; within +-max_event_amount.
[[nodiscard]] Checked<Credits> parse_amount(std::string_view text);

}  // namespace inmail::io
