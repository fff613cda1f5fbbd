#pragma once

#include <optional>
#include <vector>

#include "diagnose/diverged_account.hpp"
#include "diagnose/facts.hpp"

namespace inmail::app {

// Explanations by other terms of the account's plan. They are not tried on the fold here; only other_cap searches with it.

/// Terms under which the ledger may have LinkedIn's figure.
struct OtherTerms {
    DiagnoseReport::Cause cause;
    Fact fact;
};

/// The earlier editions of the rulebook that the account's plans follow (RULES section 8); none if they follow several.
[[nodiscard]] std::vector<OtherTerms> earlier_editions(DivergedAccount& account);

/// The other rulebooks that have all plans of the account.
[[nodiscard]] std::vector<OtherTerms> other_rulebooks(DivergedAccount& account);

/// The likeliest cap with which the ledger has LinkedIn's figure.
[[nodiscard]] std::optional<OtherTerms> other_cap(DivergedAccount& account);

}  // namespace inmail::app
