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

/// What a person meant by the name of a plan.
struct PlanMatch {
    std::vector<std::string> plans;              ///< of the ledger's rulebooks, sorted; one: that is meant
    std::optional<UnpublishedPlan> unpublished;  ///< where no plan of the ledger fits
    std::string handle;                          ///< the words as a handle, "sales-nav"; empty: there are none
};

/// Finds the plans that fit the words as people write them: "Sales Navigator Core", "sales nav", "core", "RPS". Each word is the
/// beginning of a word of the plan, or the initials of several, in their order. A plan with exactly these words is meant alone.
[[nodiscard]] PlanMatch match_plan(FoldSource& store, std::string_view typed);

/// A row of terms to fill in, of the ledger's default rulebook, or of a plan that it has with the figures of today.
struct PlanTemplate {
    std::string rulebook;
    std::string title;
    std::string plan;
    std::optional<Terms> figures;  ///< of the rulebook's latest row; none: the rulebook has no such plan
};
[[nodiscard]] PlanTemplate plan_template(FoldSource& store, const std::string& plan);

}  // namespace inmail::app
