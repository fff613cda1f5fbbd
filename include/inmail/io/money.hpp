#pragma once

#include <string>
#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/money.hpp"

namespace inmail::io {

/// A currency code: three letters (ISO 4217), lower case folded to upper.
[[nodiscard]] Checked<std::string> parse_currency(std::string_view text);

/// A decimal amount of a currency ("10", "10.00" with "USD"): exact, no more decimals than the currency has, not
/// negative, at most 10^12 minor units.
[[nodiscard]] Checked<Money> parse_money(std::string_view amount, std::string_view currency);

/// A whole number of credits, optional sign, no thousands separators; within +-max_event_amount.
[[nodiscard]] Checked<Credits> parse_amount(std::string_view text);

}  // namespace inmail::io
