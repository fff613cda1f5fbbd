#include "linkedin/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "inmail/text/unicode.hpp"

namespace inmail::io::linkedin {
namespace {

/// Reads the parts of a date from left to right. After a mismatch, done() is false.
class DateScanner {
  public:
    explicit DateScanner(std::string_view text) : rest_(text) {}

    int number(std::size_t min_digits, std::size_t max_digits) {
        std::size_t n = 0;
        int value = 0;
        for (; n < max_digits && n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9'; ++n)
            value = value * 10 + (rest_[n] - '0');
        ok_ = ok_ && n >= min_digits;
        digits_ = n;
        rest_.remove_prefix(n);
        return value;
    }
    /// Two digits mean 20xx, because LinkedIn opened in 2003.
    int year() {
        const int value = number(2, 4);
        ok_ = ok_ && digits_ != 3;
        return digits_ == 2 ? 2000 + value : value;
    }
    std::string word() {
        const auto end = std::find_if(rest_.begin(), rest_.end(), [](char c) { return c < 'a' || c > 'z'; });
        std::string letters(rest_.begin(), end);
        rest_.remove_prefix(letters.size());
        return letters;
    }
    bool skip(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void require(char c) { ok_ = skip(c) && ok_; }
    void require(bool holds) { ok_ = ok_ && holds; }
    /// Whether all parts matched and nothing is left.
    [[nodiscard]] bool done() const { return ok_ && rest_.empty(); }

  private:
    std::string_view rest_;
    std::size_t digits_{0};
    bool ok_{true};
};

/// The number of `jan`, `january` or `sept`; 0 if the word is no month.
unsigned month_number(const std::string& word) {
    constexpr std::array<std::string_view, 12> months{"january", "february", "march",     "april",   "may",      "june",
                                                      "july",    "august",   "september", "october", "november", "december"};
    constexpr std::size_t shortest = 3;
    if (word.size() < shortest) return 0;
    for (unsigned m = 0; m < months.size(); ++m) {
        const bool is_short = word.size() == shortest || word == "sept";
        if (word == months[m] || (is_short && months[m].substr(0, word.size()) == word)) return m + 1;
    }
    return 0;
}

/// `08 Feb 2026`, `4-Apr-21`
std::optional<Day> day_month_year(std::string_view text) {
    DateScanner in(text);
    const int day = in.number(1, 2);
    const char separator = text.find('-') == std::string_view::npos ? ' ' : '-';
    in.require(separator);
    const unsigned month = month_number(in.word());
    in.require(separator);
    const int year = in.year();
    if (!in.done()) return std::nullopt;
    return make_day(year, month, static_cast<unsigned>(day));
}

/// `1/29/26, 2:37 PM`
std::optional<Instant> us_time(std::string_view text) {
    constexpr int minutes_per_hour = 60;
    constexpr int half_day_hours = 12;
    constexpr std::int64_t ms_per_minute = 60'000;
    DateScanner in(text);
    const int month = in.number(1, 2);
    in.require('/');
    const int day = in.number(1, 2);
    in.require('/');
    const int year = in.year();
    in.skip(',');
    in.require(' ');
    const int hour = in.number(1, 2);
    in.require(':');
    const int minute = in.number(2, 2);
    in.skip(' ');
    const std::string half = in.word();
    in.require(half == "am" || half == "pm");
    in.require(hour >= 1 && hour <= half_day_hours && minute < minutes_per_hour);
    if (!in.done()) return std::nullopt;

    const auto date = make_day(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (!date) return std::nullopt;
    const int hour_of_day = hour % half_day_hours + (half == "pm" ? half_day_hours : 0);
    return start_of(*date) + Duration{(hour_of_day * minutes_per_hour + minute) * ms_per_minute};
}

Instant as_utc(const LocalTime& local) { return start_of(local.day) + local.since_midnight; }

}  // namespace

Checked<MessageDate> parse_message_date(std::string_view text) {
    constexpr std::string_view utc = " utc";
    const std::string date = fold_name(text);  // folds case, and any white space (U+202F too) to one space
    if (date.empty()) return Checked<MessageDate>::bad(FlawKind::needs_date);

    if (date.size() > utc.size() && date.compare(date.size() - utc.size(), utc.size(), utc) == 0) {
        const auto local = parse_local_time(std::string_view(date).substr(0, date.size() - utc.size()));
        if (local) return MessageDate{as_utc(*local), DateForm::utc};
    }
    if (const auto at = parse_rfc3339(date)) return MessageDate{*at, DateForm::utc};
    if (const auto local = parse_local_time(date)) {
        return MessageDate{as_utc(*local), date.find('t') == std::string::npos ? DateForm::zone_lost : DateForm::zone_never};
    }
    if (const auto at = us_time(date)) return MessageDate{*at, DateForm::zone_never};
    if (const auto day = day_month_year(date)) return MessageDate{start_of(*day), DateForm::day_only};
    if (const auto day = parse_day(date)) return MessageDate{start_of(*day), DateForm::day_only};
    return Checked<MessageDate>::bad(FlawKind::no_message_date, text);
}

Checked<Day> parse_connected_on(std::string_view text) {
    const auto date = parse_message_date(text);
    if (!date) return Checked<Day>::bad(date.flaw());
    return day_of(date->at);
}

}  // namespace inmail::io::linkedin
