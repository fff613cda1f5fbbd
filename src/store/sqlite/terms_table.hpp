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
    TermsLink link;  ///< recorded_at and what follows: only of a user's own rows
    bool shipped{true};
    Digest hash{};                 ///< of a user's own row
    std::int64_t hash_version{0};  ///< likewise
    bool holds_empty_text{false};  ///< where NULL belongs: the hash does not tell them apart
};

/// All rows that were known at a moment, by rulebook, plan and effective_from.
void read_terms(Connection& connection, std::optional<Instant> known_at, const std::function<void(const TermsRow&)>& each);
/// The same without their names: what a fold needs.
[[nodiscard]] Rulebooks read_rulebooks(Connection& connection, std::optional<Instant> known_at);
/// The rows that ship, or those that users imported, in the order in which they came in.
enum class TermsOrigin { shipped, imported };
[[nodiscard]] std::vector<TermsRow> terms_from(Connection& connection, TermsOrigin origin);

struct TermsIds {
    std::uint32_t rulebook;
    std::uint32_t plan;
    std::uint32_t recorder;
};
void insert_terms(Connection& connection, const TermsIds& ids, const TermsLink& link, const Digest& hash);

}  // namespace inmail::store
