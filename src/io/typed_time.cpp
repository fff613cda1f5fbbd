#include "typed_time.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "time_words.hpp"

namespace inmail::io {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;

/// Reads a time from left to right, a word or some words at a time.
class TimeReader {
  public:
    explicit TimeReader(std::string_view text) : given_(trim(text)), words_(time_words(text)) {}

    std::optional<TypedTime> read() {
        if (words_.empty()) return std::nullopt;
        while (next_ < words_.size()) {
            if (!read_one()) return std::nullopt;
        }
        if (!settle_dotted() || !fits_together()) return std::nullopt;
        return typed_;
    }

  private:
    bool read_one() {
        if (is_filler(word()) && next_ + 1 < words_.size()) return take(1);
        return read_ago() || read_vague() || read_day() || read_time() || read_zone();
    }

    /// A time counted back from now, without a date; days may be followed by a time of day.
    bool read_ago() {
        if (word() == "now") {
            if (!word(1).empty() && word(1).front() == '-') {
                ++next_;
                return read_ago();
            }
            return ago(Duration{0}, 1);
        }
        const auto span = read_span(words_, next_);
        if (!span) return false;
        switch (span->unit) {
            case TimeUnit::minute:
                return ago(Duration{span->count * minute_ms}, span->words);
            case TimeUnit::hour:
                return ago(Duration{span->count * hour_ms}, span->words);
            case TimeUnit::day:
            case TimeUnit::week: {
                const std::int64_t days = span->count * (span->unit == TimeUnit::week ? days_per_week : 1);
                if (days > most_days_back) fail(FlawKind::long_ago);
                return day(DaysAgo{static_cast<int>(std::min<std::int64_t>(days, most_days_back))}, span->words);
            }
            case TimeUnit::vague:
                return day_of_flaw(span->words);
        }
        return false;
    }

    bool read_vague() {
        const std::size_t n = vague_words(words_, next_);
        if (n == 0) return false;
        // "yesterday morning"
        return typed_.day ? fail_and_take(n) : day_of_flaw(n);
    }

    bool read_day() {
        if (word() == "today") return day(DaysAgo{0, true}, 1);
        if (word() == "yesterday") return day(DaysAgo{1}, 1);
        if (word() == "tomorrow") return day(DaysAgo{-1}, 1);
        return read_end_of_period() || read_weekday() || read_date();
    }

    /// `end of month`, `end of november`, `end of nov 2026`, `end of year`, `end of 2026`
    bool read_end_of_period() {
        if (word() != "end") return false;  // "of" and "the" are left out
        const std::size_t at = word(1) == "this" ? 2 : 1;
        if (word(at) == "month") return day(MonthEnd{}, at + 1);
        if (word(at) == "year") return day(YearEnd{}, at + 1);
        if (const auto year = year_of(word(at))) return day(YearEnd{year}, at + 1);
        const auto month = month_of_word(word(at));
        if (!month) return false;
        const auto year = year_of(word(at + 1));
        return day(MonthEnd{month, year}, at + (year ? 2 : 1));
    }

    bool read_weekday() {
        const bool last = word() == "last" || word() == "past";
        const auto weekday = weekday_of_word(word(last ? 1 : 0));
        if (!weekday) return false;
        if (typed_.day || last || !begins_date(1)) return day(LatestWeekday{*weekday, last}, last ? 2 : 1);
        typed_.weekday = weekday;
        return take(1);
    }

    [[nodiscard]] bool begins_date(std::size_t skip) const {
        TimeReader rest(*this);
        rest.next_ += skip;
        rest.typed_ = {};
        while (rest.next_ < rest.words_.size() && is_filler(rest.word())) ++rest.next_;
        return rest.next_ < rest.words_.size() && rest.read_date() && !rest.dotted_;
    }

    bool read_date() { return read_named_date() || read_numbered_date(); }

    /// `20 nov`, `nov 20`, `20 November 2026`, `2026 nov 20`
    bool read_named_date() {
        const auto year_first = year_of(word());
        const std::size_t at = year_first ? 1 : 0;
        auto month = month_of_word(word(at));
        auto number = day_number(word(at + 1));
        if (!month) {
            number = day_number(word(at));
            month = month_of_word(word(at + 1));
        }
        if (!month || !number) return false;
        std::size_t n = at + 2;
        auto year = year_first;
        if (!year && (year = year_of(word(n)))) ++n;
        if (!year && is_short_year(word(n)) && !is_half_of_day(word(n + 1))) {
            fail(FlawKind::short_year);
            ++n;
        }
        return day(NamedDate{year, *month, *number}, n);
    }

    /// `2026-11-24`, `24/11/2026`, `24.11.`, `24/11`
    bool read_numbered_date() {
        const auto parts = number_parts(word());
        if (!parts) return false;
        const auto& [n, digits, mark] = *parts;
        if (n.size() == 3 && digits[0] == 4) return day(NamedDate{n[0], n[1], n[2]}, 1);
        if (n.size() == 3 && digits[2] == 4) return day(NumberedDate{n[2], n[0], n[1]}, 1);
        if (n.size() == 3) {
            fail(FlawKind::short_year);
            return day(NumberedDate{{}, n[0], n[1]}, 1);
        }
        const NumberedDate date{{}, n[0], n[1]};
        if (mark == '/' || ends_with(word(), ".")) return day(date, 1);
        if (mark != '.' || dotted_ || is_half_of_day(word(1))) return false;
        // A time or a date: the other words decide.
        dotted_ = date;
        dotted_is_time_ = digits[1] == 2;
        return take(1);
    }

    bool read_time() {
        if (typed_.time) return false;
        if (word() == "noon") return time(12 * hour_ms, 1);
        if (word() == "midnight") return typed_.day ? fail_and_take(1) : day_of_flaw(1);
        auto clock = clock_of(word());
        if (!clock) return false;
        std::size_t n = 1;
        if (clock->half == HalfOfDay::unsaid && is_half_of_day(word(1))) {
            clock->half = half_of_day(word(1));
            n = 2;
        }
        if (!clock->has_minutes && clock->half == HalfOfDay::unsaid) return false;
        if (clock->in_utc) typed_.offset = Duration{0};
        const auto since_midnight = milliseconds_of(*clock);
        if (!since_midnight) fail(FlawKind::no_time_of_day);
        return time(since_midnight.value_or(0), n);
    }

    bool read_zone() {
        if (!typed_.time || typed_.offset) return false;
        if (is_zone_word(word())) return fail_and_take(1, FlawKind::needs_offset);
        typed_.offset = offset_of(word());
        return typed_.offset && take(1);
    }

    /// Decides whether `9.30` is a time or a date, by the words beside it.
    bool settle_dotted() {
        if (!dotted_) return true;
        if (typed_.ago || (typed_.day && typed_.time)) return false;
        if (typed_.time) return day(*dotted_, 0);
        const auto at = dotted_is_time_ ? milliseconds_of({dotted_->first, dotted_->second}) : std::nullopt;
        if (!at && typed_.day) return false;
        if (!at) return day(*dotted_, 0);
        if (!typed_.day) typed_.date = dotted_;
        return time(*at, 0);
    }

    [[nodiscard]] bool fits_together() const {
        if (typed_.ago) return !typed_.day && !typed_.time;
        return typed_.day || typed_.time;
    }

    [[nodiscard]] std::string_view word(std::size_t ahead = 0) const {
        return next_ + ahead < words_.size() ? std::string_view(words_[next_ + ahead]) : std::string_view();
    }
    bool take(std::size_t n) {
        next_ += n;
        return true;
    }
    bool day(const TypedDay& day, std::size_t n) {
        if (typed_.day) return false;
        typed_.day = day;
        return take(n);
    }
    bool time(std::int64_t since_midnight_ms, std::size_t n) {
        if (typed_.time) return false;
        typed_.time = Duration{since_midnight_ms};
        return take(n);
    }
    bool ago(Duration span, std::size_t n) {
        if (typed_.ago) return false;
        typed_.ago = span;
        return take(n);
    }
    void fail(FlawKind kind) {
        if (typed_.flaw) return;
        typed_.flaw = ValueFlaw{kind, std::string(given_)};
        typed_.flaw->most = most_days_back;
    }
    bool fail_and_take(std::size_t n, FlawKind kind = FlawKind::vague_time) {
        fail(kind);
        return take(n);
    }
    bool day_of_flaw(std::size_t n) {
        fail(FlawKind::vague_time);
        return day(DaysAgo{0}, n);
    }

    std::string_view given_;
    std::vector<std::string> words_;
    std::size_t next_{0};
    TypedTime typed_;
    std::optional<NumberedDate> dotted_;
    bool dotted_is_time_{false};
};

}  // namespace

std::optional<TypedTime> read_typed_time(std::string_view text) { return TimeReader(text).read(); }

}  // namespace inmail::io
