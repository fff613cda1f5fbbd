#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "inmail/app/account_name.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/wrap.hpp"

namespace inmail::render {
namespace {

constexpr std::array<std::string_view, 12> month_names{"January", "February", "March",     "April",   "May",      "June",
                                                       "July",    "August",   "September", "October", "November", "December"};

/// A wall clock reading in its two parts: "2026-03-14" and "09:30" or "09:30:05".
struct WallReading {
    std::string date;
    std::string time;
};

WallReading reading_of(Instant t, const Display& display) {
    constexpr std::size_t date_length = 10;
    const std::string text = display.wall_clock(t);
    ensure(text.size() > date_length + 1, "a wall clock reading has a date and a time");
    return {text.substr(0, date_length), text.substr(date_length + 1)};
}

/// Bare dates and refreshes begin a UTC date, and "as of" a date is its end. In any zone they are shown as that date (RULES
/// section 2).
bool is_utc_date(Instant t) { return begins_utc_date(t) || t == end_of(day_of(t)); }

std::string date_words(const std::string& iso_date, const Display& display) {
    const auto day = parse_shown_day(iso_date);
    ensure(day.has_value(), "a wall clock reading begins with a date");
    const Month month = month_of(*day);
    const auto text =
        fmt::format("{} {}", day->value - first_day(month).value + 1, month_names.at(static_cast<std::size_t>(month.value % 12)));
    const std::string year = iso_date.substr(0, 4);
    return year == display.wall_clock(display.now).substr(0, 4) ? text : text + " " + year;
}

std::string reading_words(const WallReading& r, const Display& display) { return date_words(r.date, display) + " " + r.time; }

}  // namespace

Display utc_display() {
    const auto wall_clock = [](Instant t) {
        constexpr std::size_t date_length = 10;
        constexpr std::string_view full_minute = ":00Z";
        std::string text = to_rfc3339(t);
        text[date_length] = ' ';
        if (text.compare(text.size() - full_minute.size(), full_minute.size(), full_minute) == 0)
            text.replace(text.size() - full_minute.size(), full_minute.size(), "Z");
        return text;
    };
    return {Instant{0}, wall_clock, std::nullopt};
}

std::string short_moment(Instant t, const Display& display) { return begins_utc_date(t) ? utc_date(t) : display.wall_clock(t); }

std::string short_end(Instant t, const Display& display) {
    if (begins_utc_date(t)) return utc_date(t - Duration{1});
    return is_utc_date(t) ? utc_date(t) : display.wall_clock(t);
}

std::string moment_words(Instant t, const Display& display) {
    return begins_utc_date(t) ? day_words(t, display) : reading_words(reading_of(t, display), display);
}

std::string recent_words(Instant t, const Display& display) {
    const bool is_date = begins_utc_date(t);
    const auto day = [&](Instant instant) { return is_date ? utc_date(instant) : reading_of(instant, display).date; };
    const std::string time = is_date ? std::string() : " " + reading_of(t, display).time;
    if (day(t) == day(display.now)) return "today" + time;
    if (day(t) == day(display.now - days(1))) return "yesterday" + time;
    return moment_words(t, display);
}

std::string end_words(Instant t, const Display& display) {
    return is_utc_date(t) ? date_words(utc_date(t), display) : reading_words(reading_of(t, display), display);
}

std::string window_words(Instant last, const Display& display) {
    return end_words(begins_utc_date(last) ? last - Duration{1} : last, display);
}

std::string deadline_words(Instant too_late, const Display& display) {
    const WallReading r = reading_of(too_late, display);
    constexpr Duration minute{60'000};  // a display may leave out seconds
    if (r.time == "00:00") return "by " + date_words(reading_of(too_late - minute, display).date, display);
    if (begins_utc_date(too_late)) {
        const std::string last_day = utc_date(too_late - Duration{1});
        // West of Greenwich the date goes on when it is too late already.
        return fmt::format("by {}{}", date_words(last_day, display), r.date == last_day ? " UTC" : "");
    }
    return "before " + reading_words(r, display);
}

std::string short_day(Instant t, const Display& display) {
    return begins_utc_date(t) ? utc_date(t) : reading_of(t, display).date;
}
std::string day_words(Instant t, const Display& display) { return date_words(short_day(t, display), display); }

std::string when_words(Instant t, const Display& display) {
    return (begins_utc_date(t) ? "on " : "at ") + short_moment(t, display);
}

DateWords dates_for(const Display& display) {
    return [&display](Instant t) { return short_day(t, display); };
}

std::string utc_date(Instant t) { return to_string(day_of(t)); }

std::string typed_instant(Instant t) { return begins_utc_date(t) ? utc_date(t) : to_rfc3339(t); }

std::string head_words(const std::string& head) { return "Head " + head; }

std::string month_words(Month m) {
    return fmt::format("{} {}", month_names.at(static_cast<std::size_t>(m.value % 12)), to_string(m).substr(0, 4));
}

std::string fitted(const std::string& prose, const Display& display) {
    constexpr std::size_t hanging = 2;
    return display.terminal_width ? wrapped(prose, *display.terminal_width, hanging) : prose;
}

std::string sentence_of(std::string clause) {
    if (!clause.empty()) clause.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(clause.front())));
    return clause + ".";
}

std::string enumeration(const std::vector<std::string>& words) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) list += i + 1 == words.size() ? " and " : ", ";
        list += words[i];
    }
    return list;
}

std::string first_words(const std::vector<std::string>& words, std::size_t most) {
    std::string list;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i) list += (i == 0 ? "" : ", ") + words[i];
    return words.size() <= most ? list : fmt::format("{} and {} more", list, words.size() - most);
}

std::string counted(std::int64_t n, std::string_view noun) { return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s"); }

std::string credits_words(Credits n) { return counted(n.value, "credit"); }

std::string money_words(const Money& money) {
    std::string digits = to_decimal(money);
    constexpr std::size_t group = 3;
    for (std::size_t i = std::min(digits.find('.'), digits.size()); i > group; i -= group) digits.insert(i - group, 1, ',');
    return money.currency + " " + digits;
}

std::string price_words(const PlanPrice& price) {
    return fmt::format("{} a {}", money_words(price.money), price.billed == Billing::annual ? "year" : "month");
}

std::string money_words(const app::MoneySums& sums) {
    std::string words;
    for (const Money& sum : sums.by_currency()) words += (words.empty() ? "" : ", ") + money_words(sum);
    return words;
}

std::string share_words(double part) { return fmt::format("{}%", std::lround(part * 100)); }

std::string rate_words(const app::Responses& responses) {
    const auto rate = responses.rate();
    if (!rate) return {};
    const std::string words = share_words(*rate);
    return responses.is_small() ? fmt::format("{} ({})", words, interval_words(responses)) : words;
}

std::string interval_words(const app::Responses& responses) {
    if (responses.sent == 0) return {};
    const auto interval = responses.interval();
    return fmt::format("{}-{}", std::lround(interval.low * 100), share_words(interval.high));
}

std::string decimal_words(const std::optional<double>& number) { return number ? fmt::format("{:.2f}", *number) : std::string(); }

std::string source_words(Certainty certainty, const std::string& dated, const std::string& source) {
    constexpr std::array<std::string_view, certainty_names.size()> words{"LinkedIn says so", "LinkedIn said so once",
                                                                         "a third party says so", "no source says so"};
    return fmt::format("{}{}{}: {}", words.at(static_cast<std::size_t>(certainty)), dated.empty() ? "" : ", ", dated, source);
}

std::string titled(const app::AccountName& account) {
    return account.person.empty() ? account.typed() : fmt::format("{} ({})", account.typed(), account.person);
}

std::string person_or_typed(const app::AccountName& account) { return account.person.empty() ? account.typed() : account.person; }

std::string account_words(const app::AccountName& account) { return for_terminal(account.typed()); }

}  // namespace inmail::render
