#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/terms.hpp"

namespace inmail {
class FoldSource;
}

namespace inmail::app {

/// A plan that LinkedIn sells without publishing its credits, so that no rulebook ships a row of it.
struct UnpublishedPlan {
    std::string_view plan;   ///< "hiring-pro"
    std::string_view title;  ///< "Hiring Pro"
};

/// All of them, sorted.
[[nodiscard]] std::vector<UnpublishedPlan> all_unpublished_plans();

/// Plans, of the ledger's rulebooks and others; each sorted.
struct PlanChoices {
    std::vector<std::string> plans;
    std::vector<UnpublishedPlan> unpublished;  ///< plans that no rulebook of the ledger has

    [[nodiscard]] std::size_t size() const { return plans.size() + unpublished.size(); }
};

/// What a person meant by the name of a plan.
struct PlanMatch {
    PlanChoices fitting;  ///< exactly one: it is meant
    PlanChoices near;     ///< if none fits: the plans that most of the words fit
    std::string handle;   ///< the words as a handle, "sales-nav"; empty: there are none
};

/// Finds the plans that fit the words as people write them: "Sales Navigator Core", "sales nav", "salesnav", "core", "RPS". Each
/// word is the beginning of a word of the plan, or those of several written as one, or their initials, in their order. A plan
/// whose words are all written out is the only one that fits.
[[nodiscard]] PlanMatch match_plan(FoldSource& store, std::string_view typed);

/// A row of terms to fill in, of the ledger's default rulebook, or of a plan that it has with the figures of today.
struct PlanTemplate {
    std::string rulebook;
    std::string title;
    std::string plan;
    bool is_known{false};  ///< the rulebook has the plan
    Terms figures;         ///< of the rulebook's latest row; of a new plan, the rules that all of its plans share
};
[[nodiscard]] PlanTemplate plan_template(FoldSource& store, const std::string& plan);

}  // namespace inmail::app
