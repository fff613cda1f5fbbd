#pragma once

#include <optional>
#include <string>
#include <utility>

#include "inmail/core/time.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// An option whose value is a month. Its words need no quotes.
void declare_month(Options& options, const std::string& name, std::optional<std::string>& into, const std::string& help);

/// A month as typed after `option`, or InputError.
[[nodiscard]] Month month_of_text(Session& session, const std::string& typed, const char* option);

/// The first and the last month as typed: one month, or `2026-01..2026-03`. Throws likewise.
[[nodiscard]] std::pair<Month, Month> months_of_text(Session& session, const std::string& typed, const char* option);

/// `--months N`: how many months back, or InputError.
[[nodiscard]] int month_count(const std::string& typed);

}  // namespace inmail::cli
