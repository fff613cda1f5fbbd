#pragma once

#include <optional>
#include <vector>

#include "inmail/core/terms.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail {

/// The shipped rows of each rulebook's latest edition, or of the edition that is wanted, and all rows that users
/// imported.
[[nodiscard]] std::vector<StoredTerms> of_edition(std::vector<StoredTerms> terms, const std::optional<Edition>& wanted);
/// The newest edition of any rulebook that ships; 0: none does.
[[nodiscard]] int newest_edition(const std::vector<StoredTerms>& terms);
/// The terms of that edition as a fold takes them.
[[nodiscard]] Rulebooks rulebooks_of(std::vector<StoredTerms> terms, const std::optional<Edition>& wanted = std::nullopt);
/// The terms of that edition by rulebook.
[[nodiscard]] std::vector<RulebookListing> listings_of(std::vector<StoredTerms> terms,
                                                       const std::optional<Edition>& wanted = std::nullopt);

}  // namespace inmail
