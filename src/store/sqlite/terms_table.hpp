#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/chain.hpp"
#include "inmail/core/terms.hpp"
#include "sqlite/connection.hpp"
#include "terms_row.hpp"

namespace inmail::store {

// Each function throws DamagedLedger for a row that holds what no program stores.

/// All rows that were known at a moment, by rulebook, plan, effective_from and edition. A link in an unknown version is damage.
void read_terms(Connection& connection, const Chain& chain, std::optional<Instant> known_at,
                const std::function<void(const TermsRow&)>& each);
/// The rows of that origin in the order in which they came in; links of any version.
[[nodiscard]] std::vector<TermsRow> terms_from(Connection& connection, TermsOrigin origin);

struct TermsIds {
    std::uint32_t rulebook;
    std::uint32_t plan;
    std::uint32_t recorder;
};
void insert_terms(Connection& connection, const TermsIds& ids, const TermsLink& link, std::int64_t hash_version,
                  const Digest& hash);

}  // namespace inmail::store
