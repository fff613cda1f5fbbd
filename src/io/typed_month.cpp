#include "inmail/io/typed_month.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "inmail/text/unicode.hpp"
#include "time_words.hpp"

namespace inmail::io {
namespace {

struct TypedMonth {
    std::optional<int> year;
    int month{0};
    bool is_this{false};
    bool is_last{false};
};

constexpr int months_per_year = 12;

/// `2026-3`, `3/2026`
std::optional<TypedMonth> numbered_month(std::string_view word) {
    const std::size_t mark = word.find_first_of("-/.");
    if (mark == std::string_view::npos) return std::nullopt;
    const auto front = word.substr(0, mark);
    const auto back = word.substr(mark + 1);
    const bool year_first = year_of(front).has_value();
    const auto year = year_of(year_first ? front : back);
    const auto month = day_number(year_first ? back : front);
    if (!year || !month || back.back() == '.') return std::nullopt;
    return TypedMonth{year, *month};
}

std::optional<TypedMonth> read_month(std::string_view text) {
    auto words = time_words(text);
    const bool is_word_month = words.size() == 2 && words[1] == "month";
    if (words.size() == 1 || is_word_month) {
        if (words[0] == "this") return TypedMonth{{}, 0, true, false};
        if (words[0] == "last") return TypedMonth{{}, 0, false, true};
    }
    if (words.size() == 1) {
        if (const auto month = month_of_word(words[0])) return TypedMonth{{}, *month};
        const std::size_t mark = words[0].find('-');  // sep-2025
        if (mark == std::string::npos || !month_of_word(words[0].substr(0, mark))) return numbered_month(words[0]);
        words = {words[0].substr(0, mark), words[0].substr(mark + 1)};
    }
    if (words.size() != 2) return std::nullopt;
    const bool year_first = year_of(words[0]).has_value();
    const auto year = year_of(words[year_first ? 0 : 1]);
    const auto month = month_of_word(words[year_first ? 1 : 0]);
    if (!year || !month) return std::nullopt;
    return TypedMonth{year, *month};
}

}  // namespace

Checked<Month> parse_typed_month(std::string_view text, Instant now, const Zone& zone) {
    const std::string_view given = trim(text);
    const auto typed = read_month(given);
    if (!typed) return Checked<Month>::bad(FlawKind::no_month, given);
    if (typed->is_this) return current_month(now, zone);
    const Month current = month_of(zone.date_at(now));
    if (typed->is_last) return current + -1;
    if (typed->month < 1 || typed->month > months_per_year) return Checked<Month>::bad(FlawKind::no_month, given);
    if (!typed->year) {
        const int month_now = current.value % months_per_year + 1;
        return current + -((month_now - typed->month + months_per_year) % months_per_year);
    }
    const auto first = make_day(*typed->year, static_cast<unsigned>(typed->month), 1);
    return first ? Checked<Month>(month_of(*first)) : Checked<Month>::bad(FlawKind::outside_years, given);
}

Month current_month(Instant now, const Zone& zone) { return std::min(month_of(zone.date_at(now)), month_of(day_of(now))); }

bool reads_as_month(std::string_view text) { return read_month(text).has_value(); }

}  // namespace inmail::io
