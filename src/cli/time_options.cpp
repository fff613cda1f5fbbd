#include "time_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"

namespace inmail::cli {

void declare_when(Options& options, const std::string& name, std::optional<std::string>& into, const std::string& help) {
    options.phrase(name, into, "WHEN", help, io::reads_as_when);
}

io::When when_of(Session& session, const std::string& typed, const char* option) {
    const auto when = io::parse_when(typed, session.now(), session.zone());
    if (when) return *when;
    throw InputError(fmt::format("{}: {}", option, render::flaw_words(when.flaw())),
                     "write a time like 2026-03-14, 14 mar, last friday, yesterday 17:00, -3d, 9:30, 2pm or 2 hours ago");
}

io::When coming_when_of(Session& session, const std::string& typed, const char* option, Instant from) {
    constexpr Duration week = days(7);
    constexpr Duration year = days(366);
    const io::When when = when_of(session, typed, option);
    if (!when.lacks_year) return when;
    for (const Duration ahead : {Duration{0}, week, year}) {
        const auto coming = io::parse_when(typed, from + ahead, session.zone());
        if (coming && coming->inclusive() >= from) return *coming;
    }
    return when;
}

namespace {

/// Whether the date is today in local time: east of UTC it begins before the UTC date.
bool is_today(Session& session, const io::When& when) {
    return when.whole_day && day_of(when.at) == session.zone().date_at(session.now());
}

/// The latest such date and the next one, the nearer one first. Only a date has a digit; a weekday has none.
std::pair<Day, Day> dates_around(Day today, const std::string& typed, Day latest) {
    constexpr int days_of_week = 7;
    constexpr int months_of_year = 12;
    const bool is_date = typed.find_first_of("0123456789") != std::string::npos || typed.find("end") != std::string::npos;
    const Day next = is_date ? add_months_clamped(latest, months_of_year) : latest + days_of_week;
    const bool is_next_nearer = next.value - today.value < today.value - latest.value;
    return is_next_nearer ? std::pair{next, latest} : std::pair{latest, next};
}

}  // namespace

EventTime at_of(Session& session, const std::optional<std::string>& typed, EventKind kind) {
    if (!typed) return {session.now(), std::nullopt};
    const io::When when = when_of(session, *typed, "--at");
    if (when.is_today && !may_lie_in_future(kind)) return {session.now(), std::nullopt};
    if (when.lacks_year && may_lie_in_future(kind)) {
        const auto [nearer, farther] = dates_around(session.zone().date_at(session.now()), *typed, day_of(when.at));
        ValueFlaw flaw{FlawKind::year_left_out, *typed, fmt::format("{} or {}", to_string(nearer), to_string(farther))};
        throw InputError("--at: " + render::flaw_words(flaw), fmt::format("--at {}", to_string(nearer)));
    }
    const Instant at = is_today(session, when) ? std::min(when.at, session.now()) : when.at;
    return {at, when.whole_day ? std::optional{when.at} : std::nullopt};
}

Instant as_of(Session& session, const std::optional<std::string>& typed) {
    if (!typed) return session.now();
    const io::When when = when_of(session, *typed, "--as-of");
    return when.is_today ? session.now() : when.inclusive();
}

Duration days_of(const std::string& typed, const char* option, const std::string& advice) {
    const auto days = io::parse_days(typed);
    if (!days) throw InputError(fmt::format("{}: {}", option, render::flaw_words(days.flaw())), advice);
    return *days;
}

std::optional<Instant> known_at(Session& session, const std::optional<std::string>& typed) {
    if (!typed) return std::nullopt;
    const io::When when = when_of(session, *typed, "--known-at");
    if (when.at > session.now() && !is_today(session, when)) {
        throw InputError(fmt::format("--known-at {} lies in the future: nothing is known from then yet",
                                     render::short_moment(when.at, session.display())),
                         "leave it out to use all that is known now");
    }
    return when.inclusive();
}

}  // namespace inmail::cli
