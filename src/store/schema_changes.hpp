#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/time.hpp"
#include "migration.hpp"
#include "terms_row.hpp"

namespace inmail::store {

// What the migrations make, compared with what a ledger holds, in whatever store.

/// A table, an index, a function, a right ... of a ledger.
struct SchemaObject {
    std::string type, name;
    std::string definition;  ///< in any words, or their digest

    /// Tables first: what belongs to a missing table is missing, too.
    bool operator<(const SchemaObject& other) const;
};
/// What is missing, changed or foreign.
[[nodiscard]] std::vector<Damage> schema_changes(const std::set<SchemaObject>& expected, const std::set<SchemaObject>& actual);

/// A row of `migration` with its seal.
struct MigrationRecord {
    std::int64_t version{0};
    std::string name;
    std::string checksum;
    Instant applied_at;
    std::optional<Digest> seal;
};
/// Records that are missing, unsealed, changed or unknown. All of `expected` were applied.
[[nodiscard]] std::vector<Damage> migration_changes(const std::vector<Migration>& expected,
                                                    const std::vector<MigrationRecord>& records);

/// The first row that ships and is missing, changed or forged.
[[nodiscard]] std::optional<Damage> change_of_shipped_terms(const std::vector<TermsRow>& expected,
                                                            const std::vector<TermsRow>& actual);

}  // namespace inmail::store
