#include "record/name_check.hpp"

#include <algorithm>
#include <utility>

#include "inmail/app/plan_names.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/rulebooks.hpp"

namespace inmail::app {

void NameCheck::read_rulebooks() {
    if (std::exchange(read_, true)) return;
    listings_ = listings_of(store_.terms(std::nullopt));
    for (const auto& listing : listings_) {
        rulebooks_.push_back(listing.name);
        for (const auto& row : listing.terms) plans_.push_back(row.plan);
    }
    std::sort(plans_.begin(), plans_.end());
    plans_.erase(std::unique(plans_.begin(), plans_.end()), plans_.end());
}

bool NameCheck::rulebooks_are_complete() {
    read_rulebooks();
    return std::all_of(rulebooks_.begin(), rulebooks_.end(), [&](const auto& rulebook) {
        return std::all_of(plans_.begin(), plans_.end(), [&](const auto& plan) { return has(rulebook, plan); });
    });
}

bool NameCheck::has(const std::string& rulebook, const std::string& plan) const {
    return std::any_of(listings_.begin(), listings_.end(), [&](const auto& listing) {
        return listing.name == rulebook &&
               std::any_of(listing.terms.begin(), listing.terms.end(), [&](const auto& row) { return row.plan == plan; });
    });
}

const ValueFlaw& NameCheck::flaw_of_plan(const std::string& plan) {
    const auto [found, is_new] = unknown_plans_.try_emplace(plan);
    ValueFlaw& flaw = found->second;
    if (!is_new) return flaw;
    flaw = {FlawKind::unknown_plan, plan};
    flaw.choices = plans_;
    const PlanChoices meant = match_plan(store_, plan).fitting;
    if (meant.size() > 1) {
        flaw.kind = FlawKind::ambiguous_plan;
        flaw.choices = meant.plans;
        for (const auto& unpublished : meant.unpublished) flaw.choices.emplace_back(unpublished.plan);
    } else if (!meant.plans.empty()) {
        flaw.what = meant.plans.front();
    } else if (!meant.unpublished.empty()) {
        flaw.kind = FlawKind::unpublished_plan;
        flaw.what = meant.unpublished.front().plan;
    }
    return flaw;
}

std::vector<RecordFlaw> NameCheck::flaws_of(const EventRecord& record) {
    if (record.plan.empty() && record.rulebook.empty()) return {};
    read_rulebooks();
    const auto known = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    std::vector<RecordFlaw> flaws;
    if (!record.plan.empty() && !known(plans_, record.plan)) flaws.push_back({"plan", flaw_of_plan(record.plan)});
    if (!record.rulebook.empty() && !known(rulebooks_, record.rulebook)) {
        flaws.push_back({"rulebook", {FlawKind::unknown_rulebook, record.rulebook}});
        flaws.back().reason.choices = rulebooks_;
    }
    if (flaws.empty() && !record.plan.empty() && !record.rulebook.empty() && !has(record.rulebook, record.plan))
        flaws.push_back({"plan", {FlawKind::plan_not_in_rulebook, record.plan, record.rulebook}});
    return flaws;
}

}  // namespace inmail::app
