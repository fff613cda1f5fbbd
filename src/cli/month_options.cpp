#include "month_options.hpp"

#include <fmt/format.h>

#include "inmail/core/errors.hpp"
#include "inmail/io/typed_month.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::cli {

void declare_month(Options& options, const std::string& name, std::optional<std::string>& into, const std::string& help) {
    options.phrase(name, into, "MONTH", help, io::reads_as_month);
}

Month month_of_text(Session& session, const std::string& typed, const char* option) {
    if (const auto exact = parse_month(typed)) return *exact;
    const auto month = io::parse_typed_month(typed, session.now(), session.zone());
    if (month) return *month;
    throw InputError(fmt::format("{}: {}", option, render::flaw_words(month.flaw())), "write 2026-03, sep, sep 2025 or last");
}

std::pair<Month, Month> months_of_text(Session& session, const std::string& typed, const char* option) {
    constexpr std::string_view between = "..";
    const std::size_t dots = typed.find(between);
    const Month first = month_of_text(session, typed.substr(0, dots), option);
    if (dots == std::string::npos) return {first, first};
    return {first, month_of_text(session, typed.substr(dots + between.size()), option)};
}

int month_count(const std::string& typed) {
    constexpr int most = 120;
    const auto n = whole_number(typed);
    if (n && *n >= 1 && *n <= most) return static_cast<int>(*n);
    throw InputError(fmt::format("cannot read --months '{}' as a whole number from 1 to {}", for_terminal(typed), most));
}

}  // namespace inmail::cli
