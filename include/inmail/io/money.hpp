#pragma once

#include <string>
#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/money.hpp"

namespace inmail::io {

/// A currency code of three letters (ISO 4217), in upper case.
[[nodiscard]] Checked<std::string> parse_currency(std::string_view text);

/// An exact decimal amount such as "10" or "10.00" with "USD". It has no sign and no more decimals than the currency.
/// The range is 0 to 10^12 minor units.
[[nodiscard]] Checked<Money> parse_money(std::string_view amount, std::string_view currency);

/// A whole number of credits, with an optional sign, from -max_event_amount to max_event_amount.
[[nodiscard]] Checked<Credits> parse_amount(std::string_view text);

}  // namespace inmail::io
