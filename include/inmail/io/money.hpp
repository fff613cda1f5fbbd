#pragma once

#include <string>
#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/money.hpp"

namespace inmail::io {

/// Which codes are taken: those of ISO 4217, or any three letters, as early ledgers did.
enum class CurrencyCodes { known, any };

/// A currency's code, in upper case.
[[nodiscard]] Checked<std::string> parse_currency(std::string_view text, CurrencyCodes codes = CurrencyCodes::known);

/// An exact decimal amount such as "10" or "10.00" with "USD". It has no sign and no more decimals than the currency.
/// The range is 0 to 10^12 minor units.
[[nodiscard]] Checked<Money> parse_money(std::string_view amount, std::string_view currency,
                                         CurrencyCodes codes = CurrencyCodes::known);

/// A whole number of credits, with an optional sign, from -max_event_amount to max_event_amount.
[[nodiscard]] Checked<Credits> parse_amount(std::string_view text);

}  // namespace inmail::io
