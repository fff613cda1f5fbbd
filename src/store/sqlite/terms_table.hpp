#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/chain.hpp"
#include "inmail/core/terms.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// Rows of the table `terms` as they are read.
struct TermsRow {
    RulebookId rulebook_id;
    PlanId plan_id;
    TermsLink link;                ///< recorded_at and what follows: only of a user's own rows
    int edition{0};                ///< of a row that ships, from 1 on; 0: a user's own row
    Digest hash{};                 ///< of a user's own row
    std::int64_t hash_version{0};  ///< likewise

    [[nodiscard]] bool ships() const { return edition != 0; }
};

/// The row, for damage that is found in it.
[[nodiscard]] inline Damage::OfTerms damage_place(const TermsLink& link) {
    return {link.rulebook, link.plan, link.terms.effective_from};
}

// Each function throws DamagedLedger for a row that holds what no program stores.

/// All rows that were known at a moment, by rulebook, plan, effective_from and edition. A link in an unknown version is damage.
void read_terms(Connection& connection, const Chain& chain, std::optional<Instant> known_at,
                const std::function<void(const TermsRow&)>& each);
/// The rows that ship, or those that users imported, in the order in which they came in; links of any version.
enum class TermsOrigin { shipped, imported };
[[nodiscard]] std::vector<TermsRow> terms_from(Connection& connection, TermsOrigin origin);

struct TermsIds {
    std::uint32_t rulebook;
    std::uint32_t plan;
    std::uint32_t recorder;
};
void insert_terms(Connection& connection, const TermsIds& ids, const TermsLink& link, std::int64_t hash_version,
                  const Digest& hash);

}  // namespace inmail::store
