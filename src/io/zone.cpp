#include "inmail/io/zone.hpp"

#include <fmt/format.h>

#include <vector>

#include "inmail/core/file_faults.hpp"
#include "inmail/core/machine_faults.hpp"
#include "module/module.hpp"

namespace inmail::io {
namespace {

constexpr std::string_view utc = "UTC";
constexpr std::int64_t ms_per_second = 1000;

std::vector<std::string> known_names() {
    std::vector<std::string> names{std::string(utc)};
    module().zones.for_each_name(
        [](void* to, const char* name) { static_cast<std::vector<std::string>*>(to)->emplace_back(name); }, &names);
    return names;
}

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
    const auto minutes = fmt::format("{} {:02}:{:02}", to_string(day), s / 3600, s / 60 % 60);
    return s % 60 == 0 ? minutes : fmt::format("{}:{:02}", minutes, s % 60);
}

}  // namespace

Zone::Zone() : name_(utc) {}

Zone Zone::named(std::string_view iana_name) {
    Zone zone;
    if (iana_name == utc || iana_name == "Etc/UTC") return zone;
    if (const char* why = module().zones.load_error()) throw FailedMachine(machine_fault::NoZoneDatabase{why});
    zone.name_ = iana_name;
    zone.zone_ = module().zones.find(zone.name_.c_str());
    if (zone.zone_ == nullptr) throw InvalidFile(file_fault::UnknownZone{zone.name_, known_names()});
    return zone;
}

Checked<Instant> Zone::to_instant(const LocalTime& local) const {
    Instant t = start_of(local.day) + local.since_midnight;
    if (zone_ != nullptr) {
        const InmailZones::LocalTimeInfo info = module().zones.read_local_time(zone_, seconds_of(t));
        if (!info.exists) {
            const Instant change{info.change_s * ms_per_second};
            ValueFlaw flaw{FlawKind::skipped_by_clock, to_text(t), name_};
            flaw.choices = {to_text(change + seconds(info.offset_s)), to_text(change + seconds(info.offset_after_s))};
            return Checked<Instant>::bad(flaw);
        }
        t = t - seconds(info.offset_s);
    }
    if (t < first_instant || t > last_instant) {
        ValueFlaw flaw{FlawKind::instant_range, to_rfc3339(t)};
        flaw.choices = {to_rfc3339(first_instant), to_rfc3339(last_instant)};
        return Checked<Instant>::bad(flaw);
    }
    return t;
}

Instant Zone::local_at(Instant t) const {
    return zone_ == nullptr ? t : t + seconds(module().zones.offset_s(zone_, seconds_of(t)));
}

Day Zone::date_at(Instant t) const { return day_of(local_at(t)); }

std::string Zone::show(Instant t) const { return to_text(local_at(t)); }

}  // namespace inmail::io
