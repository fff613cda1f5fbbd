#pragma once

#include <optional>
#include <string>

#include "inmail/app/import/import.hpp"

namespace inmail::render {

using ArchiveSuggestion = app::ArchiveSummary::Suggestion;

/// What one credit of a purchase cost; none if that is not known to the minor unit.
[[nodiscard]] std::optional<Money> credit_price_of(const ArchiveSuggestion& suggestion);

/// The command that records it for the seat.
[[nodiscard]] std::string command_of(const ArchiveSuggestion& suggestion, const std::string& seat);

/// What the row tells, with the command.
[[nodiscard]] std::string suggestion_words(const ArchiveSuggestion& suggestion, const std::string& seat);

}  // namespace inmail::render
