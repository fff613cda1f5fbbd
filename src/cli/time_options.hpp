#pragma once

#include <optional>
#include <string>

#include "inmail/core/event.hpp"
#include "inmail/core/time.hpp"
#include "inmail/io/when.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// An option whose value is a WHEN. Its words need no quotes.
void declare_when(Options& options, const std::string& name, std::optional<std::string>& into, const std::string& help);

/// A WHEN as typed after `option`, or InputError.
[[nodiscard]] io::When when_of(Session& session, const std::string& typed, const char* option);

/// The same for an option that looks ahead: a weekday or a date without a year is the first that is not over at `from`.
[[nodiscard]] io::When coming_when_of(Session& session, const std::string& typed, const char* option, Instant from);

/// When something happened, as it was typed.
struct EventTime {
    Instant at;
    std::optional<Instant> date;  ///< of a bare date: its 00:00 UTC, wherever `at` is
};

/// `--at`: a date means its first instant, `today` means now unless the event may lie in the future; now if it is not given.
/// Throws InputError for a day without a year if the event may lie in the future.
[[nodiscard]] EventTime at_of(Session& session, const std::optional<std::string>& typed, EventKind kind);

/// `--as-of`: a date means its last instant, but `today` means now; now if it is not given.
[[nodiscard]] Instant as_of(Session& session, const std::optional<std::string>& typed);

/// A number of days as typed after `option` ("30d", "2w"), or InputError with that advice.
[[nodiscard]] Duration days_of(const std::string& typed, const char* option, const std::string& advice = {});

/// `--known-at`: not in the future, which cannot be known; a date that is not over yet is fine.
[[nodiscard]] std::optional<Instant> known_at(Session& session, const std::optional<std::string>& typed);

}  // namespace inmail::cli
