#include "inmail/io/zone.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"
#include "shown.hpp"

namespace inmail::io {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view utc = "UTC";

std::vector<std::string> known_names() {
    std::vector<std::string> names{std::string(utc)};
    for (const auto& zone : date::get_tzdb().zones) names.push_back(zone.name());
    return names;
}

const date::time_zone* find(std::string_view name) {
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) {  // unknown; where the database itself is missing, the next line throws again
        return nullptr;
    }
}

std::string wall(date::local_time<milliseconds> t) {
    const Instant as_if_utc{t.time_since_epoch().count()};
    const Day day = day_of(as_if_utc);
    constexpr std::int64_t ms_per_second = 1000;
    const std::int64_t s = (as_if_utc - start_of(day)).value / ms_per_second;
    const auto minutes = fmt::format("{} {:02}:{:02}", to_string(day), s / 3600, s / 60 % 60);
    return s % 60 == 0 ? minutes : fmt::format("{}:{:02}", minutes, s % 60);
}

date::sys_time<milliseconds> sys_time_of(Instant t) { return date::sys_time<milliseconds>{milliseconds{t.value}}; }

}  // namespace

struct Zone::Impl {
    const date::time_zone* zone;

    [[nodiscard]] date::local_time<milliseconds> wall_at(Instant t) const { return zone->to_local(sys_time_of(t)); }
};

Zone::Zone() : name_(utc) {}
Zone::~Zone() = default;
Zone::Zone(const Zone&) = default;
Zone& Zone::operator=(const Zone&) = default;

Zone Zone::named(std::string_view iana_name) {
    Zone zone;
    if (iana_name == utc || iana_name == "Etc/UTC") return zone;
    const date::time_zone* found = find(iana_name);
    if (found == nullptr) {
        throw InputError(fmt::format("unknown time zone {}{}", shown(iana_name), did_you_mean(iana_name, known_names())),
                         "Give an IANA name such as Europe/Berlin, or UTC.");
    }
    zone.name_ = iana_name;
    zone.impl_ = std::make_shared<const Impl>(Impl{found});
    return zone;
}

Checked<Instant> Zone::to_instant(const LocalTime& local) const {
    Instant t = start_of(local.day) + local.since_midnight;
    if (impl_) {
        const date::local_time<milliseconds> reading{milliseconds{t.value}};
        const date::local_info info = impl_->zone->get_info(reading);
        if (info.result == date::local_info::nonexistent) {
            const auto change = info.first.end.time_since_epoch();
            return Checked<Instant>::bad(fmt::format("{} does not exist in {}: the clock went from {} to {}", wall(reading),
                                                     name_, wall(date::local_time<milliseconds>{change + info.first.offset}),
                                                     wall(date::local_time<milliseconds>{change + info.second.offset})));
        }
        t = Instant{(reading.time_since_epoch() - info.first.offset).count()};
    }
    if (t < first_instant || t > last_instant) {
        return Checked<Instant>::bad(
            fmt::format("{} lies outside of {} to {}", to_rfc3339(t), to_rfc3339(first_instant), to_rfc3339(last_instant)));
    }
    return t;
}

Day Zone::date_at(Instant t) const { return impl_ ? day_of(Instant{impl_->wall_at(t).time_since_epoch().count()}) : day_of(t); }

std::string Zone::show(Instant t) const {
    return wall(impl_ ? impl_->wall_at(t) : date::local_time<milliseconds>{sys_time_of(t).time_since_epoch()});
}

}  // namespace inmail::io
