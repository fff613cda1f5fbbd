#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail::render::html {

/// "1,770"
[[nodiscard]] std::string grouped(std::int64_t n);
/// "1 credit", "1,770 credits"
[[nodiscard]] std::string grouped(std::int64_t n, std::string_view noun);
/// "Sep"
[[nodiscard]] std::string short_month(Month month);

}  // namespace inmail::render::html
