#include "inmail/io/when.hpp"

#include <optional>

#include "inmail/text/strings.hpp"

namespace inmail::io {
namespace {

constexpr int max_days = 3650;

/// `text` as a number from 0 to max_days.
std::optional<int> day_count(std::string_view text) {
    const auto n = whole_number(text);
    if (!n || *n < 0 || *n > max_days || text.front() == '-') return std::nullopt;
    return static_cast<int>(*n);
}

/// The 3 of `-3d`; 0 for `today`, 1 for `yesterday`.
std::optional<int> days_ago(std::string_view text) {
    if (text == "today") return 0;
    if (text == "yesterday") return 1;
    if (text.size() < 3 || text.front() != '-' || text.back() != 'd') return std::nullopt;
    return day_count(text.substr(1, text.size() - 2));
}

bool looks_like_a_date(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-dd";
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) return false;
    }
    return true;
}

/// The reason why parse_row_time cannot read `text`.
ValueFlaw flaw_of_time(std::string_view text) {
    constexpr std::size_t date_size = 10;
    const auto flaw = [](FlawKind kind, std::string_view given) { return ValueFlaw{kind, std::string(given)}; };
    if (text.empty()) return {FlawKind::needs_time};
    if (!looks_like_a_date(text)) return flaw(FlawKind::no_time, text);
    const std::string_view date = text.substr(0, date_size);
    const std::string_view year = date.substr(0, 4);
    if (year < "1970" || year > "2199") return flaw(FlawKind::outside_years, text);
    if (!parse_day(date)) return flaw(FlawKind::no_calendar_date, date);
    return flaw(FlawKind::no_time_of_day, text);
}

}  // namespace

Checked<When> parse_when(std::string_view text, Instant now, const Zone& zone) {
    const auto ago = days_ago(text);
    if (!ago) return parse_row_time(text, zone);
    const Instant at = start_of(zone.date_at(now) + -*ago);
    if (at < first_instant || at > last_instant) return Checked<When>::bad(FlawKind::outside_years, text);
    return When{at, true};
}

Checked<When> parse_row_time(std::string_view text, const Zone& zone) {
    if (const auto day = parse_day(text)) return When{start_of(*day), true};
    if (const auto instant = parse_rfc3339(text)) return When{*instant, false};
    if (const auto local = parse_local_time(text)) {
        const auto instant = zone.to_instant(*local);
        return instant ? Checked<When>(When{*instant, false}) : Checked<When>::bad(instant.flaw());
    }
    return Checked<When>::bad(flaw_of_time(text));
}

Checked<Instant> parse_instant(std::string_view text) {
    if (const auto instant = parse_rfc3339(text)) return *instant;
    return Checked<Instant>::bad(FlawKind::no_instant, text);
}

Checked<Duration> parse_days(std::string_view text) {
    constexpr int days_per_week = 7;
    const bool weeks = !text.empty() && text.back() == 'w';
    const bool unit = weeks || (!text.empty() && text.back() == 'd');
    const auto count = day_count(text.substr(0, text.size() - (unit ? 1 : 0)));
    const int in_days = count.value_or(0) * (weeks ? days_per_week : 1);
    if (!count || in_days > max_days) {
        ValueFlaw flaw{FlawKind::no_days, std::string(text)};
        flaw.most = max_days;
        return Checked<Duration>::bad(flaw);
    }
    return days(in_days);
}

}  // namespace inmail::io
