#include "inmail/io/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "inmail/text/strings.hpp"

namespace inmail::io {
namespace {

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

}  // namespace

Checked<std::string> parse_currency(std::string_view text, CurrencyCodes codes) {
    constexpr std::size_t letters = 3;
    std::string code(text);
    for (char& c : code) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    const bool is_code =
        code.size() == letters && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!is_code || (codes == CurrencyCodes::known && !is_currency(code)))
        return Checked<std::string>::bad(FlawKind::no_currency, text);
    return code;
}

Checked<Money> parse_money(std::string_view amount, std::string_view currency, CurrencyCodes codes) {
    const auto code = parse_currency(currency, codes);
    if (!code) return Checked<Money>::bad(code.flaw());
    const std::size_t decimals = decimals_of(*code);

    const auto point = amount.find('.');
    const std::string_view whole = amount.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? "" : amount.substr(point + 1);
    if (!all_digits(whole) || (point != std::string_view::npos && !all_digits(fraction)))
        return Checked<Money>::bad(FlawKind::no_money, amount);
    const auto too_many = [&](FlawKind kind, std::int64_t most) {
        ValueFlaw flaw{kind, std::string(amount), *code};
        flaw.most = most;
        return Checked<Money>::bad(flaw);
    };
    if (fraction.size() > decimals) return too_many(FlawKind::too_many_decimals, static_cast<std::int64_t>(decimals));
    const std::string digits = fmt::format("{}{:0<{}}", whole, fraction, decimals);
    std::int64_t minor = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), minor);
    if (parsed.ec != std::errc{} || minor > max_price_minor) return too_many(FlawKind::too_much_money, max_price_minor);
    return Money{minor, *code};
}

Checked<Credits> parse_amount(std::string_view text) {
    const bool has_sign = !text.empty() && (text.front() == '+' || text.front() == '-');
    if (!all_digits(text.substr(has_sign ? 1 : 0))) return Checked<Credits>::bad(FlawKind::no_whole_credits, text);
    const std::string_view number = text.front() == '+' ? text.substr(1) : text;
    Credits amount;
    const auto parsed = std::from_chars(number.data(), number.data() + number.size(), amount.value);
    if (parsed.ec != std::errc{} || amount > max_event_amount || amount < -max_event_amount) {
        ValueFlaw flaw{FlawKind::too_many_credits, std::string(text)};
        flaw.most = max_event_amount.value;
        return Checked<Credits>::bad(flaw);
    }
    return amount;
}

}  // namespace inmail::io
