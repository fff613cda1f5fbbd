#include "table/table_time.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <optional>

#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr std::array<std::string_view, 6> named_formats{"d/m/y", "m/d/y", "y-m-d", "d.m.y", "unix", "unix-ms"};
constexpr int last_month = 12;
constexpr int last_day = 31;

/// Three numbers between marks, and what follows behind a blank or a T.
struct TableDate {
    std::array<int, 3> numbers{};
    std::array<std::size_t, 3> digits{};
    std::string_view rest;
};

std::optional<TableDate> numbered_date(std::string_view text) {
    TableDate date;
    char mark = '\0';
    for (std::size_t i = 0; i < date.numbers.size(); ++i) {
        std::size_t digits = 0;
        while (digits < text.size() && is_digit(text[digits])) ++digits;
        constexpr std::size_t most_digits = 4;
        if (digits == 0 || digits > most_digits) return std::nullopt;
        date.numbers[i] = static_cast<int>(*whole_number(text.substr(0, digits)));
        date.digits[i] = digits;
        text.remove_prefix(digits);
        if (i == 2) break;
        if (text.empty() || std::string_view("/.-").find(text[0]) == std::string_view::npos) return std::nullopt;
        if (i == 1 && text[0] != mark) return std::nullopt;
        mark = text[0];
        text.remove_prefix(1);
    }
    if (!text.empty() && text[0] != ' ' && text[0] != 'T' && text[0] != ',') return std::nullopt;
    date.rest = text;
    return date;
}

/// A day and a month that do not say which is which.
std::optional<TableDate> day_and_month(std::string_view text) {
    auto date = numbered_date(text);
    if (!date || date->digits[0] > 2 || date->digits[1] > 2) return std::nullopt;
    return date;
}

/// 'a' of "am", "a.m." and "a. m.", 'p' likewise; none of anything else.
std::optional<char> half_written_in(std::string_view text) {
    const std::string lowered = to_lower_latin1(text);
    text = trim(lowered);
    if (text.empty() || (text[0] != 'a' && text[0] != 'p')) return std::nullopt;
    const char half = text[0];
    text.remove_prefix(1);
    if (begins_with(text, ".")) text = trim(text.substr(1));
    return text == "m" || text == "m." ? std::optional{half} : std::nullopt;
}

/// Days since 1900 as spreadsheets count them, of about 1982 to 2119; a time of day may stand behind the point.
bool is_spreadsheet_day(std::string_view text) {
    constexpr std::size_t digits_of_day = 5;
    if (text.size() < digits_of_day || !std::all_of(text.begin(), text.begin() + digits_of_day, is_digit)) return false;
    const std::string_view rest = text.substr(digits_of_day);
    const bool has_fraction = !rest.empty() && (rest[0] == '.' || rest[0] == ',');
    const bool is_number = rest.empty() || (has_fraction && std::all_of(rest.begin() + 1, rest.end(), is_digit));
    return is_number && text[0] >= '3' && text[0] < '8';
}

/// `9:30`, `09:30:05`, `2:15 PM`, behind a date. In milliseconds since midnight.
std::optional<std::int64_t> time_of_day_of(std::string_view text) {
    text = trim(text);
    while (!text.empty() && (text[0] == 'T' || text[0] == ',' || text[0] == ' ')) text.remove_prefix(1);
    std::array<std::int64_t, 3> parts{};
    std::size_t count = 0;
    while (count < parts.size()) {
        std::size_t digits = 0;
        while (digits < text.size() && is_digit(text[digits])) ++digits;
        if (digits == 0 || digits > 2) return std::nullopt;
        parts[count++] = *whole_number(text.substr(0, digits));
        text.remove_prefix(digits);
        if (text.empty() || text[0] != ':') break;
        text.remove_prefix(1);
    }
    if (count < 2) return std::nullopt;
    constexpr std::int64_t noon = 12;
    if (const auto half = half_written_in(text)) {
        if (parts[0] < 1 || parts[0] > noon) return std::nullopt;
        parts[0] = parts[0] % noon + (*half == 'p' ? noon : 0);
    } else if (!trim(text).empty()) {
        return std::nullopt;
    }
    constexpr std::int64_t hours = 24;
    constexpr std::int64_t sixty = 60;
    constexpr std::int64_t second_ms = 1000;
    if (parts[0] >= hours || parts[1] >= sixty || parts[2] >= sixty) return std::nullopt;
    return ((parts[0] * sixty + parts[1]) * sixty + parts[2]) * second_ms;
}

Checked<When> no_such_time(std::string_view text, const std::string& format) {
    if (is_spreadsheet_day(text)) return Checked<When>::bad(FlawKind::spreadsheet_day, text);
    ValueFlaw flaw{FlawKind::not_in_format, std::string(text), format};
    return Checked<When>::bad(std::move(flaw));
}

std::string two_digits(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

/// Date and time as ISO writes them, for the one reader of ISO.
Checked<When> iso_time(int year, int month, int day, std::optional<std::int64_t> clock_ms, const Zone& zone) {
    std::string iso = std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
    if (clock_ms) {
        const std::int64_t seconds = *clock_ms / 1000;
        iso += " " + two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60);
    }
    return parse_row_time(iso, zone);
}

Checked<When> numbered_time(std::string_view text, const std::string& format, const Zone& zone) {
    const auto date = numbered_date(text);
    if (!date) return no_such_time(text, format);
    const bool year_first = format[0] == 'y';
    const std::size_t year_at = year_first ? 0 : 2;
    const std::size_t month_at = year_first || format[0] == 'd' ? 1 : 0;
    const std::size_t day_at = year_first ? 2 : 1 - month_at;
    int year = date->numbers[year_at];
    if (date->digits[year_at] == 2) year += 2000;
    const bool is_date = date->digits[year_at] % 2 == 0 && date->digits[month_at] <= 2 && date->digits[day_at] <= 2;
    if (!is_date || date->numbers[month_at] > last_month) return no_such_time(text, format);
    std::optional<std::int64_t> clock;
    if (!trim(date->rest).empty()) {
        clock = time_of_day_of(date->rest);
        if (!clock) return no_such_time(text, format);
    }
    return iso_time(year, date->numbers[month_at], date->numbers[day_at], clock, zone);
}

Checked<When> unix_time(std::string_view text, const std::string& format) {
    const auto number = whole_number(text);
    const std::int64_t unit_ms = format == "unix" ? 1000 : 1;
    constexpr std::int64_t most_ms = 7'258'118'400'000;  // the end of 2199
    if (!number || *number < 0 || *number >= most_ms / unit_ms) return no_such_time(text, format);
    return When{Instant{*number * unit_ms}, false};
}

Checked<When> pattern_time(std::string_view text, const std::string& format, const Zone& zone) {
    std::tm read{};
    const std::string given(text);
    const char* end = strptime(given.c_str(), format.c_str(), &read);
    if (end == nullptr || *end != '\0') return no_such_time(text, format);
    const auto says = [&format](std::string_view letters) {
        for (std::size_t i = 0; i + 1 < format.size(); ++i) {
            if (format[i] == '%' && letters.find(format[++i]) != std::string_view::npos) return true;
        }
        return false;
    };
    std::optional<std::int64_t> clock;
    if (says("HIklTRrXcs")) clock = ((read.tm_hour * std::int64_t{60} + read.tm_min) * 60 + std::min(read.tm_sec, 59)) * 1000;
    if (!says("z")) return iso_time(read.tm_year + 1900, read.tm_mon + 1, read.tm_mday, clock, zone);
    auto local = iso_time(read.tm_year + 1900, read.tm_mon + 1, read.tm_mday, clock.value_or(0), Zone());
    if (!local) return local;
    return When{local->at + Duration{-std::int64_t{read.tm_gmtoff} * 1000}, false};
}

/// With the colon that RFC 3339 has in an offset: "+0000" of Salesforce.
std::string with_offset_colon(std::string_view text) {
    constexpr std::size_t offset_size = 5;
    std::string iso(text);
    if (text.size() < 16 || text.find(':') == std::string_view::npos) return iso;
    const std::string_view offset = text.substr(text.size() - offset_size);
    const bool is_offset = (offset[0] == '+' || offset[0] == '-') && std::all_of(offset.begin() + 1, offset.end(), is_digit);
    if (is_offset) iso.insert(iso.size() - 2, ":");
    return iso;
}

}  // namespace

bool is_time_format(std::string_view format) {
    if (std::find(named_formats.begin(), named_formats.end(), format) != named_formats.end()) return true;
    return format.find('%') != std::string_view::npos && !has_control(format);
}

Checked<When> parse_table_time(std::string_view text, const std::string& format, const Zone& zone) {
    text = trim(text);
    if (format.empty()) {
        auto when = parse_row_time(with_offset_colon(text), zone);
        if (when) return when;
        if (is_spreadsheet_day(text)) return Checked<When>::bad(FlawKind::spreadsheet_day, text);
        return day_and_month(text) ? Checked<When>::bad(FlawKind::unproven_order, text) : when;
    }
    if (format == "unix" || format == "unix-ms") return unix_time(text, format);
    if (format.find('%') != std::string::npos) return pattern_time(text, format, zone);
    return numbered_time(text, format, zone);
}

bool OrderProof::learn(std::string_view text, std::int64_t line) {
    const auto date = day_and_month(trim(text));
    if (!date) return false;
    const auto [first, second, year] = date->numbers;
    const auto is_proven = [](auto day, auto month) { return day > last_month && day <= last_day && month <= last_month; };
    if (!day_first_ && is_proven(first, second)) day_first_ = Proof{std::string(trim(text)), line};
    if (!month_first_ && is_proven(second, first)) month_first_ = Proof{std::string(trim(text)), line};
    return true;
}

std::string OrderProof::format() const {
    if (day_first_.has_value() == month_first_.has_value()) return {};
    return day_first_ ? "d/m/y" : "m/d/y";
}

}  // namespace inmail::io
