#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/reports/worth.hpp"
#include "inmail/core/time.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render::html {

/// The display for a page, whose readers want no seconds: times are cut to the minute, so that a deadline is never told late.
[[nodiscard]] Display page_display(const Display& display);

/// A true minus sign, in UTF-8.
constexpr const char* minus_sign = "\xe2\x88\x92";

/// "1,770"
[[nodiscard]] std::string grouped(std::int64_t n);
/// "1 credit", "1,770 credits"
[[nodiscard]] std::string grouped(std::int64_t n, std::string_view noun);
/// A difference, with a sign in any case but 0: "+52", "0".
[[nodiscard]] std::string change_of(std::int64_t n);
/// "USD 3,052": each currency on its own, rounded half up to whole units; less than one unit as it is. Empty if there is nothing.
[[nodiscard]] std::string whole_money_words(const app::MoneySums& sums);
/// "September"
[[nodiscard]] std::string month_name(Month month);
/// "Sep"
[[nodiscard]] std::string short_month(Month month);

}  // namespace inmail::render::html
