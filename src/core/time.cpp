#include "inmail/core/time.hpp"

#include <date/date.h>
#include <fmt/compile.h>
#include <fmt/format.h>

#include <cctype>

namespace inmail {
namespace {

date::year_month_day civil(Day d) { return date::sys_days{date::days{d.value}}; }

/// Reads fields of fixed width from left to right. After one mismatch it has failed for good.
class Digits {
  public:
    explicit Digits(std::string_view text) : rest_(text) {}

    int number(std::size_t width) {
        int value = 0;
        if (rest_.size() < width) ok_ = false;
        for (std::size_t i = 0; ok_ && i < width; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9')
                ok_ = false;
            else
                value = value * 10 + (rest_[i] - '0');
        }
        if (ok_) rest_.remove_prefix(width);
        return ok_ ? value : 0;
    }
    bool one_of(std::string_view chars) {
        if (rest_.empty() || chars.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void require(std::string_view chars) {
        if (!one_of(chars)) ok_ = false;
    }
    /// Reads the digits of a fraction as milliseconds, truncated; at least one digit.
    int fraction_ms() {
        int ms = 0;
        std::size_t n = 0;
        for (; n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9'; ++n) {
            if (n < 3) ms = ms * 10 + (rest_[n] - '0');
        }
        if (n == 0) ok_ = false;
        for (std::size_t i = n; i < 3; ++i) ms *= 10;
        rest_.remove_prefix(n);
        return ms;
    }
    void limit(int value, int lowest, int highest) {
        if (value < lowest || value > highest) ok_ = false;
    }
    void fail() { ok_ = false; }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

  private:
    std::string_view rest_;
    bool ok_{true};
};

std::optional<Day> read_any_day(Digits& in) {
    const int year = in.number(4);
    in.require("-");
    const int month = in.number(2);
    in.require("-");
    const int day = in.number(2);
    const date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                                   date::day{static_cast<unsigned>(day)}};
    if (!in.ok() || !ymd.ok()) return std::nullopt;
    return Day{date::sys_days{ymd}.time_since_epoch().count()};
}

std::optional<Day> in_range(std::optional<Day> day) {
    if (!day || start_of(*day) < first_instant || end_of(*day) > last_instant) return std::nullopt;
    return day;
}

std::optional<Day> read_day(Digits& in) { return in_range(read_any_day(in)); }

std::optional<Duration> read_time_of_day(Digits& in) {
    const int hour = in.number(2);
    in.require(":");
    const int minute = in.number(2);
    int second = 0;
    int ms = 0;
    if (in.one_of(":")) {
        second = in.number(2);
        if (in.one_of(".")) ms = in.fraction_ms();
    }
    in.limit(hour, 0, 23);
    in.limit(minute, 0, 59);
    in.limit(second, 0, 59);
    if (!in.ok()) return std::nullopt;
    return Duration{((hour * 60LL + minute) * 60 + second) * 1000 + ms};
}

std::optional<LocalTime> read_local_time(Digits& in) {
    const auto day = read_day(in);
    in.require("Tt ");
    const auto time = read_time_of_day(in);
    if (!day || !time || !in.ok()) return std::nullopt;
    return LocalTime{*day, *time};
}

}  // namespace

Day day_of(Instant t) {
    std::int64_t d = t.value / ms_per_day;
    if (t.value % ms_per_day < 0) --d;
    return Day{static_cast<std::int32_t>(d)};
}

Month month_of(Day d) {
    const auto ymd = civil(d);
    return Month{(static_cast<int>(ymd.year()) - 1970) * 12 + static_cast<int>(static_cast<unsigned>(ymd.month())) - 1};
}

Instant start_of(Day d) { return Instant{d.value * ms_per_day}; }
Instant end_of(Day d) { return start_of(d + 1) - Duration{1}; }

Day first_day(Month m) {
    const int years = m.value >= 0 ? m.value / 12 : -((11 - m.value) / 12);
    const auto month = static_cast<unsigned>(m.value - years * 12) + 1;
    const date::sys_days d = date::year{1970 + years} / date::month{month} / date::day{1};
    return Day{d.time_since_epoch().count()};
}

Instant start_of(Month m) { return start_of(first_day(m)); }
Instant end_of(Month m) { return start_of(m + 1) - Duration{1}; }

Day add_months_clamped(Day d, std::int32_t k) {
    const Month target = month_of(d) + k;
    const auto wanted = static_cast<std::int32_t>(static_cast<unsigned>(civil(d).day()));
    const std::int32_t length = first_day(target + 1).value - first_day(target).value;
    return first_day(target) + (std::min(wanted, length) - 1);
}

std::string to_rfc3339(Instant t) {
    const Day d = day_of(t);
    const std::int64_t ms = (t - start_of(d)).value;
    const std::int64_t s = ms / 1000;
    const auto text = fmt::format(FMT_COMPILE("{}T{:02}:{:02}:{:02}"), to_string(d), s / 3600, s / 60 % 60, s % 60);
    return ms % 1000 == 0 ? text + "Z" : fmt::format("{}.{:03}Z", text, ms % 1000);
}

std::string to_string(Day d) {
    const auto ymd = civil(d);
    return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

std::string to_string(Month m) { return to_string(first_day(m)).substr(0, 7); }

std::optional<Day> make_day(int year, unsigned month, unsigned day) {
    const date::year_month_day ymd{date::year{year}, date::month{month}, date::day{day}};
    if (!ymd.ok()) return std::nullopt;
    return in_range(Day{date::sys_days{ymd}.time_since_epoch().count()});
}

std::optional<Day> parse_day(std::string_view text) {
    Digits in(text);
    const auto day = read_day(in);
    return in.at_end() ? day : std::nullopt;
}

std::optional<Day> parse_shown_day(std::string_view text) {
    Digits in(text);
    const auto day = read_any_day(in);
    return in.at_end() ? day : std::nullopt;
}

std::optional<Month> parse_month(std::string_view text) {
    const auto day = parse_day(std::string(text) + "-01");
    if (!day) return std::nullopt;
    return month_of(*day);
}

std::optional<LocalTime> parse_local_time(std::string_view text) {
    Digits in(text);
    const auto local = read_local_time(in);
    return in.at_end() ? local : std::nullopt;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    Digits in(text);
    const auto local = read_local_time(in);
    if (!local) return std::nullopt;
    std::int64_t offset_minutes = 0;
    if (!in.one_of("Zz")) {
        const bool west = in.one_of("-");
        if (!west) in.require("+");
        const int hours = in.number(2);
        in.require(":");
        const int minutes = in.number(2);
        in.limit(hours, 0, 23);
        in.limit(minutes, 0, 59);
        offset_minutes = (hours * 60LL + minutes) * (west ? -1 : 1);
    }
    if (!in.ok() || !in.at_end()) return std::nullopt;
    const Instant t = start_of(local->day) + local->since_midnight - Duration{offset_minutes * 60'000};
    if (t < first_instant || t > last_instant) return std::nullopt;
    return t;
}

}  // namespace inmail
