#include "page_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "words.hpp"

namespace inmail::render::html {

Display page_display(const Display& display) {
    constexpr std::size_t to_the_minute = 16;  // "2026-03-14 09:30"
    Display page = display;
    page.wall_clock = [wall_clock = display.wall_clock](Instant t) { return wall_clock(t).substr(0, to_the_minute); };
    return page;
}

std::string grouped(std::int64_t n) {
    constexpr std::size_t thousand = 3;
    std::string digits = std::to_string(n);
    const std::size_t first = n < 0 ? 1 : 0;
    for (std::size_t i = digits.size(); i > first + thousand; i -= thousand) digits.insert(i - thousand, ",");
    return digits;
}

std::string grouped(std::int64_t n, std::string_view noun) { return fmt::format("{} {}{}", grouped(n), noun, n == 1 ? "" : "s"); }

std::string change_of(std::int64_t n) {
    if (n == 0) return "0";
    return n > 0 ? "+" + grouped(n) : minus_sign + grouped(-n);
}

std::string whole_money_words(const app::MoneySums& sums) {
    std::string words;
    for (const Money& sum : sums.by_currency()) {
        const auto unit = static_cast<std::int64_t>(std::pow(10, decimals_of(sum.currency)));
        const std::int64_t whole = (sum.minor + unit / 2) / unit;
        words += words.empty() ? "" : ", ";
        words += whole == 0 ? money_words(sum) : fmt::format("{} {}", sum.currency, grouped(whole));
    }
    return words;
}

std::string month_name(Month month) {
    const std::string words = month_words(month);
    return words.substr(0, words.find(' '));
}

std::string short_month(Month month) { return month_words(month).substr(0, 3); }

}  // namespace inmail::render::html
