#pragma once

#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/time.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::io {

/// Reads a month as people say it: `2026-03`, `2026-3`, `sep`, `september 2025`, `this`, `last`. A month without a year is the
/// latest that has begun.
[[nodiscard]] Checked<Month> parse_typed_month(std::string_view text, Instant now, const Zone& zone);

/// The month of today in `zone`; that of UTC, in which months are counted, if it has not begun there yet.
[[nodiscard]] Month current_month(Instant now, const Zone& zone);

/// Whether all of the text is written like a month.
[[nodiscard]] bool reads_as_month(std::string_view text);

}  // namespace inmail::io
