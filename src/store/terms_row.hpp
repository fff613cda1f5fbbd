#pragma once

#include <cstdint>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/link_encodings.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/ids.hpp"

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

/// The rows that ship, or those that users imported.
enum class TermsOrigin { shipped, imported };

/// The row, for damage that is found in it.
[[nodiscard]] inline Damage::OfTerms damage_place(const TermsLink& link) {
    return {link.rulebook, link.plan, link.terms.effective_from};
}

}  // namespace inmail::store
