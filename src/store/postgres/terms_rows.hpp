#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/store/fold_source.hpp"
#include "postgres/connection.hpp"
#include "terms_row.hpp"

namespace inmail::store::postgres {

/// Asks for all rows of terms that were known at a moment, by rulebook, plan, effective_from and edition; for none if
/// `other_writer` (Head) is still the ledger's,
[[nodiscard]] Question terms_question(std::optional<Instant> known_at,
                                      const std::optional<std::string>& other_writer = std::nullopt);
/// and reads them. Throws DamagedLedger.
[[nodiscard]] std::vector<StoredTerms> terms_of(const Answer& answer);

/// The rows of that origin in the order in which they came in; links of any version. Throws DamagedLedger.
[[nodiscard]] std::vector<TermsRow> terms_from(Connection& connection, TermsOrigin origin);

/// Rows as the JSON array that the function append_terms takes.
[[nodiscard]] std::string json_of(const std::vector<NamedTerms>& rows);

}  // namespace inmail::store::postgres
