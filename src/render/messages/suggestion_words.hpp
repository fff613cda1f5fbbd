#pragma once

#include <optional>
#include <string>

#include "inmail/app/import/import_result.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

using ArchiveSuggestion = app::ArchiveSummary::Suggestion;

/// What one credit of a purchase cost; none if that is not known to the minor unit.
[[nodiscard]] std::optional<Money> credit_price_of(const ArchiveSuggestion& suggestion);

/// The command that records it; empty if a rule refuses it, and it is no purchase that may be forced.
[[nodiscard]] std::string command_of(const ArchiveSuggestion& suggestion);

/// What the row tells, with the command, or with why there is none.
[[nodiscard]] std::string suggestion_words(const ArchiveSuggestion& suggestion, const Display& display);

}  // namespace inmail::render
