#include "time_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr std::array<std::string_view, 12> months{"january", "february", "march",     "april",   "may",      "june",
                                                  "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::size_t least_letters = 3;

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::size_t leading_digits(std::string_view word) {
    return static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_digit) - word.begin());
}

/// All of the word as a number of at most `most` digits.
std::optional<int> digits_of(std::string_view word, std::size_t most) {
    if (word.empty() || word.size() > most || leading_digits(word) != word.size()) return std::nullopt;
    return static_cast<int>(*whole_number(word));
}

/// The name that the word is, or abbreviates to three letters or one of `others`; counted from 0.
template <std::size_t n, std::size_t m>
std::optional<int> index_of(std::string_view word, const std::array<std::string_view, n>& names,
                            const std::array<std::pair<std::string_view, int>, m>& others) {
    if (ends_with(word, ".")) word.remove_suffix(1);
    for (std::size_t i = 0; i < n; ++i) {
        if (word == names[i] || word == names[i].substr(0, least_letters)) return static_cast<int>(i);
    }
    for (const auto& [other, index] : others) {
        if (word == other) return index;
    }
    return std::nullopt;
}

/// The parts of `word` between the marks `mark`.
std::vector<std::string_view> split_at(std::string_view word, char mark) {
    std::vector<std::string_view> parts;
    for (std::size_t end = word.find(mark); end != std::string_view::npos; end = word.find(mark)) {
        parts.push_back(word.substr(0, end));
        word.remove_prefix(end + 1);
    }
    parts.push_back(word);
    return parts;
}

/// `24-nov`, `24-nov-2026`. Not `nov-24`: people and their slugs are named like that.
bool is_hyphened_date(const std::vector<std::string_view>& parts) {
    if (parts.size() != 2 && parts.size() != 3) return false;
    return digits_of(parts[0], 2) && month_of_word(parts[1]) && (parts.size() == 2 || digits_of(parts[2], 4));
}

TimeUnit unit_of(std::string_view word, bool& known) {
    constexpr std::array<std::string_view, 4> minutes{"min", "mins", "minute", "minutes"};
    constexpr std::array<std::string_view, 5> hours{"h", "hr", "hrs", "hour", "hours"};
    constexpr std::array<std::string_view, 3> days{"d", "day", "days"};
    constexpr std::array<std::string_view, 5> weeks{"w", "wk", "wks", "week", "weeks"};
    constexpr std::array<std::string_view, 10> vague{"m", "mo", "mos", "month", "months", "y", "yr", "yrs", "year", "years"};
    known = true;
    if (is_one_of(word, minutes)) return TimeUnit::minute;
    if (is_one_of(word, hours)) return TimeUnit::hour;
    if (is_one_of(word, days)) return TimeUnit::day;
    if (is_one_of(word, weeks)) return TimeUnit::week;
    known = is_one_of(word, vague);
    return TimeUnit::vague;
}

}  // namespace

std::vector<std::string> time_words(std::string_view text) {
    std::string lower = to_lower_latin1(text);
    std::replace_if(
        lower.begin(), lower.end(), [](char c) { return c == ',' || c == '\t'; }, ' ');
    std::vector<std::string> words;
    for (const auto word : split_at(lower, ' ')) {
        if (word.empty()) continue;
        if (begins_with(word, "now-")) {
            words.insert(words.end(), {"now", std::string(word.substr(3))});
            continue;
        }
        const auto parts = split_at(word, '-');
        if (is_hyphened_date(parts))
            words.insert(words.end(), parts.begin(), parts.end());
        else
            words.emplace_back(word);
    }
    // "the 24th of November"
    const auto is_article = [&](const std::string& word) { return (word == "the" || word == "of") && &word != &words.back(); };
    words.erase(std::remove_if(words.begin(), words.end(), is_article), words.end());
    return words;
}

bool is_filler(std::string_view word) { return word == "at" || word == "on"; }

std::optional<int> weekday_of_word(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, int>, 4> others{{{"tues", 1}, {"weds", 2}, {"thur", 3}, {"thurs", 3}}};
    return index_of(word, weekdays, others);
}

std::optional<int> month_of_word(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, int>, 1> others{{{"sept", 8}}};
    const auto index = index_of(word, months, others);
    return index ? std::optional{*index + 1} : std::nullopt;
}

std::optional<int> day_number(std::string_view word) {
    for (const std::string_view ending : {"st", "nd", "rd", "th", "."}) {
        if (ends_with(word, ending)) return digits_of(word.substr(0, word.size() - ending.size()), 2);
    }
    return digits_of(word, 2);
}

std::optional<int> year_of(std::string_view word) { return word.size() == 4 ? digits_of(word, 4) : std::nullopt; }

bool is_short_year(std::string_view word) { return word.size() == 2 && digits_of(word, 2); }

std::optional<NumberParts> number_parts(std::string_view word) {
    const std::size_t first = leading_digits(word);
    if (first == 0 || first == word.size()) return std::nullopt;
    const char mark = word[first];
    if (mark != '-' && mark != '/' && mark != '.') return std::nullopt;
    auto parts = split_at(word, mark);
    if (mark == '.' && parts.size() == 3 && parts.back().empty()) parts.pop_back();  // 24.11.
    if (parts.size() != 2 && parts.size() != 3) return std::nullopt;
    NumberParts read{{}, {}, mark};
    for (const auto part : parts) {
        const auto number = digits_of(part, 4);
        if (!number) return std::nullopt;
        read.numbers.push_back(*number);
        read.digits.push_back(part.size());
    }
    // At most one year, first or last.
    const auto is_short = [](std::size_t n) { return n <= 2; };
    const auto& n = read.digits;
    const auto years = std::count_if(n.begin(), n.end(), [](std::size_t d) { return d == 4; });
    const auto others = std::count_if(n.begin(), n.end(), is_short);
    if (static_cast<std::size_t>(years + others) != n.size() || years > 1 || !is_short(n[1])) return std::nullopt;
    if (n.size() == 2 && years > 0) return std::nullopt;
    return read;
}

bool is_half_of_day(std::string_view word) { return half_of_day(word) != HalfOfDay::unsaid; }

HalfOfDay half_of_day(std::string_view word) {
    if (word == "am" || word == "a.m." || word == "a.m") return HalfOfDay::before_noon;
    if (word == "pm" || word == "p.m." || word == "p.m") return HalfOfDay::after_noon;
    return HalfOfDay::unsaid;
}

std::optional<Clock> clock_of(std::string_view word) {
    Clock clock;
    const std::size_t letters = word.find_first_of("apz");
    if (letters != std::string_view::npos) {
        const auto behind = word.substr(letters);
        clock.half = half_of_day(behind);
        clock.in_utc = behind == "z";
        if (clock.half == HalfOfDay::unsaid && !clock.in_utc) return std::nullopt;
        word = word.substr(0, letters);
    }
    const std::size_t mark = word.find_first_of(":.h");
    const auto hour = digits_of(word.substr(0, mark), 2);
    if (!hour) return std::nullopt;
    clock.hour = *hour;
    clock.has_minutes = mark != std::string_view::npos;
    if (!clock.has_minutes) return clock;
    const bool has_seconds = word[mark] == ':' && word.find(':', mark + 1) != std::string_view::npos;
    const auto rest = split_at(word.substr(mark + 1), ':');
    if (rest.size() > (has_seconds ? 2U : 1U)) return std::nullopt;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const auto number = digits_of(rest[i], 2);
        if (!number || rest[i].size() != 2) return std::nullopt;
        (i == 0 ? clock.minute : clock.second) = *number;
    }
    return clock;
}

std::optional<std::int64_t> milliseconds_of(const Clock& clock) {
    constexpr int noon = 12;
    int hour = clock.hour;
    if (clock.half != HalfOfDay::unsaid) {
        if (hour < 1 || hour > noon) return std::nullopt;
        hour = hour % noon + (clock.half == HalfOfDay::after_noon ? noon : 0);
    }
    if (hour > 23 || clock.minute > 59 || clock.second > 59) return std::nullopt;
    return ((hour * 60LL + clock.minute) * 60 + clock.second) * 1000;
}

std::optional<Duration> offset_of(std::string_view word) {
    if (word == "utc" || word == "gmt" || word == "z") return Duration{0};
    if (word.empty() || (word.front() != '+' && word.front() != '-')) return std::nullopt;
    const bool west = word.front() == '-';
    std::string digits(word.substr(1));
    if (digits.size() == 5 && digits[2] == ':') digits.erase(2, 1);
    const auto number = digits.size() == 4 ? digits_of(digits, 4) : std::nullopt;
    if (!number || *number / 100 > 23 || *number % 100 > 59) return std::nullopt;
    return Duration{(*number / 100 * 60LL + *number % 100) * 60'000 * (west ? -1 : 1)};
}

bool is_zone_word(std::string_view word) {
    constexpr std::array<std::string_view, 20> zones{"cet", "cest", "wet", "west", "eet", "eest", "bst", "est",  "edt", "cst",
                                                     "cdt", "mst",  "mdt", "pst",  "pdt", "ist",  "jst", "aest", "sgt", "msk"};
    return is_one_of(word, zones);
}

std::optional<TimeSpan> read_span(const std::vector<std::string>& words, std::size_t at) {
    const auto word = [&](std::size_t ahead) {
        return at + ahead < words.size() ? std::string_view(words[at + ahead]) : std::string_view();
    };
    constexpr std::size_t most_digits = 15;
    constexpr std::int64_t most = std::int64_t{1} << 31;  // far more than any time reaches back
    const bool is_minus = !word(0).empty() && word(0).front() == '-';
    const std::string_view body = is_minus ? word(0).substr(1) : word(0);
    const bool is_one = body == "a" || body == "an" || body == "one";
    const std::size_t digits = leading_digits(body);
    if ((digits == 0 && !is_one) || digits > most_digits || (is_one && is_minus)) return std::nullopt;
    TimeSpan span{is_one ? 1 : std::min(*whole_number(body.substr(0, digits)), most), TimeUnit::vague, 1};
    std::string_view unit = is_one ? std::string_view() : body.substr(digits);
    if (unit.empty()) unit = word(span.words++);
    bool known = false;
    span.unit = unit_of(unit, known);
    if (!known) return std::nullopt;
    if (is_minus) return span;
    if (word(span.words) != "ago") return std::nullopt;
    ++span.words;
    return span;
}

std::size_t vague_words(const std::vector<std::string>& words, std::size_t at) {
    constexpr std::array<std::string_view, 5> alone{"tonight", "morning", "afternoon", "evening", "night"};
    constexpr std::array<std::string_view, 7> spans{"morning", "afternoon", "evening", "night", "week", "month", "year"};
    if (is_one_of(words[at], alone)) return 1;
    if (at + 1 == words.size()) return 0;
    const std::string& first = words[at];
    const std::string& second = words[at + 1];
    if (first != "this" && first != "last" && first != "past" && first != "next") return 0;
    const bool is_ahead = first == "this" || first == "next";
    return is_one_of(second, spans) || (is_ahead && weekday_of_word(second)) ? 2 : 0;
}

}  // namespace inmail::io
