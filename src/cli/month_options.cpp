#include "month_options.hpp"

#include <fmt/format.h>

#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::cli {

Month month_of_text(const std::string& typed, const char* option) {
    if (const auto month = parse_month(typed)) return *month;
    throw InputError(fmt::format("{} '{}' is no month", option, for_terminal(typed)), "write YYYY-MM, as in 2026-03");
}

int month_count(const std::string& typed) {
    constexpr int most = 120;
    const auto n = whole_number(typed);
    if (n && *n >= 1 && *n <= most) return static_cast<int>(*n);
    throw InputError(fmt::format("--months '{}': a whole number from 1 to {} is needed", for_terminal(typed), most));
}

}  // namespace inmail::cli
