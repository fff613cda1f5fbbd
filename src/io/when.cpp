#include "inmail/io/when.hpp"

#include <fmt/format.h>

#include <optional>

#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "typed_time.hpp"

namespace inmail::io {
namespace {

/// `text` as a number from 0 to most_days_back.
std::optional<int> day_count(std::string_view text) {
    const auto n = whole_number(text);
    if (!n || *n < 0 || *n > most_days_back || text.front() == '-') return std::nullopt;
    return static_cast<int>(*n);
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

/// 0 is Monday.
int weekday_of(Day day) {
    constexpr int of_1970 = 3;  // a Thursday
    return ((day.value + of_1970) % days_per_week + days_per_week) % days_per_week;
}

/// Finds the day that a typed one means today.
class DayResolver {
  public:
    DayResolver(std::string_view given, Day today) : given_(given), today_(today) {}

    Checked<Day> operator()(const DaysAgo& ago) const { return in_range(today_ + -ago.days); }
    Checked<Day> operator()(const LatestWeekday& typed) const {
        int back = (weekday_of(today_) - typed.weekday + days_per_week) % days_per_week;
        if (back == 0 && typed.skips_today) back = days_per_week;
        return in_range(today_ + -back);
    }
    Checked<Day> operator()(const NamedDate& date) const {
        const auto day = date.year ? make_day(*date.year, unsigned_of(date.month), unsigned_of(date.day)) : latest(date);
        if (day) return *day;
        const bool is_outside = date.year && (*date.year < first_year || *date.year > last_year);
        return Checked<Day>::bad(is_outside ? FlawKind::outside_years : FlawKind::no_calendar_date, given_);
    }
    Checked<Day> operator()(const NumberedDate& date) const {
        auto day_first = (*this)(NamedDate{date.year, date.second, date.first});
        auto month_first = (*this)(NamedDate{date.year, date.first, date.second});
        if (!day_first) return month_first;
        if (!month_first || *day_first == *month_first) return day_first;
        ValueFlaw flaw{FlawKind::ambiguous_time, std::string(given_)};
        flaw.choices = {to_string(*day_first), to_string(*month_first)};
        return Checked<Day>::bad(flaw);
    }

    Checked<Day> operator()(const MonthEnd& end) const {
        if (!end.month) return last_day(month_of(today_));
        const auto first = (*this)(NamedDate{end.year, *end.month, 1});
        return first ? Checked<Day>(last_day(month_of(*first))) : first;
    }

    Checked<Day> operator()(const YearEnd& end) const {
        const int year = end.year.value_or(this_year());
        return (*this)(NamedDate{year, 12, 31});
    }

  private:
    static constexpr int first_year = 1970;
    static constexpr int last_year = 2199;

    static Day last_day(Month month) { return first_day(month + 1) + -1; }
    static unsigned unsigned_of(int number) { return static_cast<unsigned>(number); }

    [[nodiscard]] Checked<Day> in_range(Day day) const {
        if (start_of(day) < first_instant || start_of(day) > last_instant)
            return Checked<Day>::bad(FlawKind::outside_years, given_);
        return day;
    }
    [[nodiscard]] int this_year() const { return static_cast<int>(*whole_number(to_string(today_).substr(0, 4))); }
    /// The latest such date that is not in the future. 29 February may be eight years back.
    [[nodiscard]] std::optional<Day> latest(const NamedDate& date) const {
        constexpr int most_years = 8;
        const int year = this_year();
        for (int back = 0; back <= most_years; ++back) {
            const auto day = make_day(year - back, unsigned_of(date.month), unsigned_of(date.day));
            if (day && day->value <= today_.value) return day;
        }
        return std::nullopt;
    }

    std::string_view given_;
    Day today_;
};

bool lacks_year(const TypedDay& day) {
    if (const auto* named = std::get_if<NamedDate>(&day)) return !named->year;
    if (const auto* numbered = std::get_if<NumberedDate>(&day)) return !numbered->year;
    if (const auto* end = std::get_if<MonthEnd>(&day)) return end->month && !end->year;
    return std::holds_alternative<LatestWeekday>(day);
}

std::string clock_words(Duration since_midnight) {
    const std::int64_t minutes = since_midnight.value / 60'000;
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

/// Turns the words of a time into the time that they mean now.
class WhenResolver {
  public:
    WhenResolver(std::string_view given, Instant now, const Zone& zone)
        : given_(given), now_(now), zone_(zone), today_(zone.date_at(now)) {}

    Checked<When> resolve(const TypedTime& typed) const {
        if (typed.flaw) return Checked<When>::bad(*typed.flaw);
        if (typed.ago) return in_range(now_ - *typed.ago);
        if (typed.date) return refuse_dotted(typed);
        const auto day = typed.day ? std::visit(DayResolver(given_, today_), *typed.day) : Checked<Day>(today_);
        if (!day) return Checked<When>::bad(day.flaw());
        if (typed.weekday && *typed.weekday != weekday_of(*day))
            return Checked<When>::bad({FlawKind::wrong_weekday, std::string(given_), to_string(*day)});
        const bool is_relative = typed.day && std::holds_alternative<DaysAgo>(*typed.day);
        const bool is_latest = typed.day && lacks_year(*typed.day);
        const bool is_period_end =
            typed.day && (std::holds_alternative<MonthEnd>(*typed.day) || std::holds_alternative<YearEnd>(*typed.day));
        if (!typed.time && is_period_end) return When{end_of(*day), false, false, is_latest};
        if (!typed.time) return When{start_of(*day), true, is_today(typed), is_latest};
        if (typed.offset && (!typed.day || is_relative || std::holds_alternative<LatestWeekday>(*typed.day)))
            return Checked<When>::bad(FlawKind::vague_time, given_);
        const auto at =
            typed.offset ? Checked<Instant>(start_of(*day) + *typed.time - *typed.offset) : zone_.to_instant({*day, *typed.time});
        if (!at) return Checked<When>::bad(at.flaw());
        if (*at > now_ && (!typed.day || is_latest)) return refuse_ahead(typed, *day);
        auto when = in_range(*at);
        if (!when) return when;
        return When{*at, false, false, is_latest};
    }

  private:
    static bool is_today(const TypedTime& typed) {
        const auto* ago = std::get_if<DaysAgo>(&*typed.day);
        return ago != nullptr && ago->is_word_today;
    }
    [[nodiscard]] Checked<When> in_range(Instant at) const {
        if (at < first_instant || at > last_instant) return Checked<When>::bad(FlawKind::outside_years, given_);
        return When{at, false};
    }
    [[nodiscard]] Checked<When> refuse_ahead(const TypedTime& typed, Day day) const {
        const std::string time = clock_words(*typed.time);
        const bool is_weekday = typed.day && std::holds_alternative<LatestWeekday>(*typed.day);
        const Day before = is_weekday ? day + -days_per_week : add_months_clamped(day, -12);
        return Checked<When>::bad({FlawKind::time_ahead, std::string(given_),
                                   typed.day ? fmt::format("{} {}", to_string(before), time) : "yesterday " + time});
    }
    /// `9.30` by itself: a time if it cannot be a date.
    [[nodiscard]] Checked<When> refuse_dotted(const TypedTime& typed) const {
        const auto as_date = DayResolver(given_, today_)(*typed.date);
        TypedTime as_time = typed;
        as_time.date.reset();
        if (!as_date && as_date.flaw().kind != FlawKind::ambiguous_time) return resolve(as_time);
        ValueFlaw flaw{FlawKind::ambiguous_time, std::string(given_)};
        flaw.choices = as_date ? std::vector{to_string(*as_date)} : as_date.flaw().choices;
        flaw.choices.insert(flaw.choices.begin(), clock_words(*typed.time));
        return Checked<When>::bad(flaw);
    }

    std::string_view given_;
    Instant now_;
    const Zone& zone_;
    Day today_;
};

}  // namespace

Checked<When> parse_when(std::string_view text, Instant now, const Zone& zone) {
    const std::string_view given = trim(text);
    if (given.empty()) return Checked<When>::bad(FlawKind::needs_time);
    if (auto exact = parse_row_time(given, zone)) return exact;
    if (const auto typed = read_typed_time(given)) return WhenResolver(given, now, zone).resolve(*typed);
    if (looks_like_a_date(given)) return Checked<When>::bad(flaw_of_time(given));
    return Checked<When>::bad(FlawKind::no_when, given);
}

bool reads_as_when(std::string_view text) {
    const std::string_view given = trim(text);
    if (read_typed_time(given)) return true;
    // An instant of RFC 3339, right or wrong.
    constexpr std::size_t date_size = 10;
    return looks_like_a_date(given) && (given.size() == date_size || given.find(' ') == std::string_view::npos ||
                                        parse_rfc3339(given) || parse_local_time(given));
}

bool is_time_not_name(std::string_view text) {
    const std::string_view given = trim(text);
    constexpr std::size_t most_digits = 4;  // of an hour, a day or a year; no slug is shorter than three
    const bool has_digit = given.find_first_of("0123456789") != std::string_view::npos;
    if (has_digit && given.size() <= most_digits && given.find_first_not_of("0123456789") == std::string_view::npos) return true;
    const std::string word = to_lower_latin1(given);
    return word == "now" || word == "today" || word == "yesterday" || word == "tomorrow" || (has_digit && reads_as_when(given));
}

Checked<When> parse_row_time(std::string_view text, const Zone& zone) {
    if (const auto day = parse_day(text)) return When{start_of(*day), true};
    if (const auto instant = parse_rfc3339(text)) return When{*instant, false};
    if (const auto local = parse_local_time(text)) {
        const auto instant = zone.to_instant(*local);
        if (!instant) return Checked<When>::bad(instant.flaw());
        When when{*instant};
        when.is_local = true;
        return when;
    }
    return Checked<When>::bad(flaw_of_time(text));
}

Checked<Instant> parse_instant(std::string_view text) {
    if (const auto instant = parse_rfc3339(text)) return *instant;
    return Checked<Instant>::bad(FlawKind::no_instant, text);
}

Checked<Duration> parse_days(std::string_view text) {
    const bool weeks = !text.empty() && text.back() == 'w';
    const bool unit = weeks || (!text.empty() && text.back() == 'd');
    const auto count = day_count(text.substr(0, text.size() - (unit ? 1 : 0)));
    const int in_days = count.value_or(0) * (weeks ? days_per_week : 1);
    if (!count || in_days > most_days_back) {
        ValueFlaw flaw{FlawKind::no_days, std::string(text)};
        flaw.most = most_days_back;
        return Checked<Duration>::bad(flaw);
    }
    return days(in_days);
}

}  // namespace inmail::io
