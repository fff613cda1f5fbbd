#include "inmail/io/zone.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <utility>

#include "inmail/core/file_faults.hpp"
#include "inmail/core/machine_faults.hpp"
#include "local_clock.hpp"

namespace inmail::io {
namespace {

constexpr std::string_view utc = "UTC";
constexpr std::int64_t ms_per_second = 1000;

/// Rounds down, also before 1970.
std::int64_t seconds_of(Instant t) {
    const std::int64_t s = t.value / ms_per_second;
    return t.value % ms_per_second < 0 ? s - 1 : s;
}

Duration seconds(std::int64_t n) { return Duration{n * ms_per_second}; }

/// "2026-03-14 09:30" for a count of milliseconds since 1970-01-01 00:00 local time.
std::string to_text(Instant local) {
    const Day day = day_of(local);
    const std::int64_t s = (local - start_of(day)).value / ms_per_second;
    const std::string date = to_string(day);
    if (s % 60 == 0) return fmt::format(FMT_COMPILE("{} {:02}:{:02}"), date, s / 3600, s / 60 % 60);
    return fmt::format(FMT_COMPILE("{} {:02}:{:02}:{:02}"), date, s / 3600, s / 60 % 60, s % 60);
}

}  // namespace

Zone::Zone() : name_(utc) {}

Zone Zone::named(std::string_view iana_name) {
    Zone zone;
    if (iana_name == utc || iana_name == "Etc/UTC") return zone;
    zone.name_ = iana_name;
    if (LocalClock::has_zone(zone.name_)) return zone;
    auto known = LocalClock::zone_names();
    if (known.empty()) throw FailedMachine(machine_fault::NoZoneDatabase{LocalClock::database()});
    known.emplace_back(utc);
    throw InvalidFile(file_fault::UnknownZone{zone.name_, std::move(known)});
}

Checked<Instant> Zone::to_instant(const LocalTime& local) const {
    Instant t = inmail::start_of(local.day) + local.since_midnight;
    if (name_ != utc) {
        const auto info = LocalClock(name_).read(seconds_of(t));
        if (!info.utc_s) {
            const Instant change{info.change_s * ms_per_second};
            ValueFlaw flaw{FlawKind::skipped_by_clock, to_text(t), name_};
            flaw.choices = {to_text(change + seconds(info.offset_before_s)), to_text(change + seconds(info.offset_after_s))};
            return Checked<Instant>::bad(flaw);
        }
        t = t + seconds(*info.utc_s - seconds_of(t));
    }
    if (t < first_instant || t > last_instant) {
        ValueFlaw flaw{FlawKind::instant_range, to_rfc3339(t)};
        flaw.choices = {to_rfc3339(first_instant), to_rfc3339(last_instant)};
        return Checked<Instant>::bad(flaw);
    }
    return t;
}

Instant Zone::start_of(Day date) const {
    constexpr Duration half_an_hour{std::int64_t{30} * 60 * ms_per_second};
    constexpr int most_skipped = 6;
    for (int i = 0; i <= most_skipped; ++i) {
        const auto start = to_instant({date, Duration{half_an_hour.value * i}});
        if (start) return *start;
    }
    return inmail::start_of(date);
}

Instant Zone::local_at(Instant t) const { return name_ == utc ? t : t + seconds(LocalClock(name_).offset_s(seconds_of(t))); }

Day Zone::date_at(Instant t) const { return day_of(local_at(t)); }

std::string Zone::show(Instant t) const { return to_text(local_at(t)); }

}  // namespace inmail::io
