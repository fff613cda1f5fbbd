#pragma once

#include <optional>
#include <string>

#include "inmail/core/time.hpp"
#include "inmail/io/when.hpp"
#include "session.hpp"

namespace inmail::cli {

/// A WHEN as typed behind `option`, or InputError.
[[nodiscard]] io::When when_of(Session& session, const std::string& typed, const char* option);

/// `--at`: a date means its first instant; now where it is not given.
[[nodiscard]] Instant at_of(Session& session, const std::optional<std::string>& typed);

/// The same where it is a date: its 00:00 UTC, wherever `at_of` puts it. None for an instant, and where it is not given.
[[nodiscard]] std::optional<Instant> bare_date(Session& session, const std::optional<std::string>& typed);

/// `--as-of`: a date means its last instant; now where it is not given.
[[nodiscard]] Instant as_of(Session& session, const std::optional<std::string>& typed);

/// A number of days as typed behind `option` ("30d", "2w"), or InputError.
[[nodiscard]] Duration days_of(const std::string& typed, const char* option);

/// `--known-at`: not in the future, as nothing can be known from there; a date that is not over yet is fine.
[[nodiscard]] std::optional<Instant> known_at(Session& session, const std::optional<std::string>& typed);

}  // namespace inmail::cli
