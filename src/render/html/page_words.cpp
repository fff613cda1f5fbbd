#include "page_words.hpp"

#include <fmt/format.h>

#include "words.hpp"

namespace inmail::render::html {

std::string grouped(std::int64_t n) {
    constexpr std::size_t thousand = 3;
    std::string digits = std::to_string(n);
    const std::size_t first = n < 0 ? 1 : 0;
    for (std::size_t i = digits.size(); i > first + thousand; i -= thousand) digits.insert(i - thousand, ",");
    return digits;
}

std::string grouped(std::int64_t n, std::string_view noun) { return fmt::format("{} {}{}", grouped(n), noun, n == 1 ? "" : "s"); }

std::string short_month(Month month) { return month_words(month).substr(0, 3); }

}  // namespace inmail::render::html
