#include "time_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"

namespace inmail::cli {

io::When when_of(Session& session, const std::string& typed, const char* option) {
    const auto when = io::parse_when(typed, session.now(), session.zone());
    if (!when) {
        throw InputError(fmt::format("{}: {}", option, render::flaw_words(when.flaw())),
                         "write 2026-03-14, \"2026-03-14 09:30\", 2026-03-14T09:30:00Z, today, yesterday or -3d");
    }
    return *when;
}

namespace {

/// Whether it is the date of the clocks on the wall: east of UTC it begins before the UTC date of that name.
bool is_today(Session& session, const io::When& when) {
    return when.whole_day && day_of(when.at) == session.zone().date_at(session.now());
}

}  // namespace

Instant at_of(Session& session, const std::optional<std::string>& typed) {
    if (!typed) return session.now();
    const io::When when = when_of(session, *typed, "--at");
    return is_today(session, when) ? std::min(when.at, session.now()) : when.at;
}

std::optional<Instant> bare_date(Session& session, const std::optional<std::string>& typed) {
    if (!typed) return std::nullopt;
    const io::When when = when_of(session, *typed, "--at");
    return when.whole_day ? std::optional{when.at} : std::nullopt;
}

Instant as_of(Session& session, const std::optional<std::string>& typed) {
    return typed ? when_of(session, *typed, "--as-of").inclusive() : session.now();
}

Duration days_of(const std::string& typed, const char* option) {
    const auto days = io::parse_days(typed);
    if (!days) throw InputError(fmt::format("{}: {}", option, render::flaw_words(days.flaw())));
    return *days;
}

std::optional<Instant> known_at(Session& session, const std::optional<std::string>& typed) {
    if (!typed) return std::nullopt;
    const io::When when = when_of(session, *typed, "--known-at");
    if (when.at > session.now() && !is_today(session, when)) {
        throw InputError(fmt::format("--known-at {} lies in the future: nothing is known from there yet", to_rfc3339(when.at)),
                         "leave it out to use all that is known now");
    }
    return when.inclusive();
}

}  // namespace inmail::cli
