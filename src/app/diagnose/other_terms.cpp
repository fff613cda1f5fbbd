#include "diagnose/other_terms.hpp"

#include <algorithm>
#include <utility>

namespace inmail::app {
namespace {

constexpr std::int64_t max_cap_allowances = 60;  ///< the highest cap that is tried

/// The account's changes of plan. Later ones that change only the price are among them if they name the rulebook: without a
/// change they would be a change back.
std::vector<RecordedEvent> plan_changes(const DivergedAccount& account) {
    std::vector<RecordedEvent> changes;
    const auto add_cause = [&](const Timeline::KeptPosting& line) { changes.push_back(account.event(line.posting.cause)); };
    account.for_each_posting(0, account.entries(), [&](const Timeline::Entry& entry, const Timeline::KeptPosting& line) {
        const bool starts = line.posting.kind == Posting::Kind::stint_started && entry.at <= account.divergence().at;
        if (starts) add_cause(line);
        if (!line.posting.changes_price) return;
        add_cause(line);
        if (changes.back().rulebook.empty()) changes.pop_back();
    });
    return changes;
}

bool has_every_plan(DivergedAccount& account, RulebookId rulebook) {
    const auto changes = plan_changes(account);
    return std::all_of(changes.begin(), changes.end(), [&](const RecordedEvent& change) {
        const auto plan = account.store().find_plan(change.plan);
        return plan && account.replay().rulebooks().has(rulebook, *plan);
    });
}

/// Voids the account's changes of plan and records them again under another rulebook; empty: one without a name yet.
std::vector<DiagnoseReport::Step> steps_to_rulebook(const DivergedAccount& account, const std::string& rulebook) {
    DiagnoseReport::VoidStep undone;
    std::vector<DiagnoseReport::Step> again;
    for (const RecordedEvent& change : plan_changes(account)) {
        undone.keys.push_back(change.key);
        undone.needs_force = undone.needs_force || (!change.seat.empty() && change.seat != account.name_at(last_instant).name);
        DiagnoseReport::RecordStep step = recorded_again(change);
        step.event.rulebook = rulebook;
        again.emplace_back(std::move(step));
    }
    again.insert(again.begin(), std::move(undone));
    return again;
}

/// Whether no change of plan names another rulebook than the account follows now.
bool follows_one_rulebook(const DivergedAccount& account, const std::string& rulebook) {
    const auto changes = plan_changes(account);
    return std::all_of(changes.begin(), changes.end(), [&](const RecordedEvent& change) {
        return change.rulebook == rulebook || (change.rulebook.empty() && account.store().info().default_rulebook == rulebook);
    });
}

WhatIf capped(const DivergedAccount& account, Credits cap) {
    WhatIf change;
    change.capped = account.state().plan;
    change.cap = cap;
    return change;
}

/// What the ledger holds at the observation that differs if the plan has this cap; -1 if the observation is not reached.
Credits held_with_cap(DivergedAccount& account, Credits cap) {
    const auto observed = account.replay().observed(capped(account, cap));
    const auto then = observed.find(account.divergence().differs);
    return then == observed.end() ? -one_credit : then->second;
}

/// The lowest cap with which the ledger holds more than `figure`, by binary search: a higher cap never holds less.
Credits lowest_cap_above(DivergedAccount& account, Credits figure) {
    Credits low = account.terms().allowance;
    Credits high = low * max_cap_allowances + one_credit;
    while (low < high) {
        const Credits middle{low.value + (high.value - low.value) / 2};
        if (held_with_cap(account, middle) > figure)
            high = middle;
        else
            low = middle + one_credit;
    }
    return low;
}

/// The likeliest cap that gives LinkedIn's figure: a whole number of allowances if possible, else the lowest.
std::optional<Credits> likeliest_cap(DivergedAccount& account) {
    const Credits shown = account.divergence().shown;
    const Credits lowest = lowest_cap_above(account, shown - one_credit);
    const Credits end = lowest_cap_above(account, shown);
    if (lowest == end) return std::nullopt;
    const std::int64_t allowance = account.terms().allowance.value;
    const Credits rounded{(lowest.value + allowance - 1) / allowance * allowance};
    return rounded < end ? rounded : lowest;
}

}  // namespace

std::vector<OtherTerms> earlier_editions(DivergedAccount& account) {
    std::vector<OtherTerms> found;
    const std::string rulebook = account.store().name_of(account.state().rulebook);
    if (!follows_one_rulebook(account, rulebook)) return found;
    for (int edition = account.replay().edition() - 1; edition >= 1; --edition) {
        OtherTerms other;
        other.cause.kind = DiagnoseReport::Cause::Kind::other_edition;
        other.cause.credits = account.divergence().shown;
        other.cause.at = account.divergence().at;
        other.cause.account = account.name_at(other.cause.at);
        other.cause.rulebook = rulebook;
        other.cause.edition = edition;
        other.fact.option.steps = steps_to_rulebook(account, {});
        other.fact.option.steps.insert(other.fact.option.steps.begin(),
                                       DiagnoseReport::RulebookStep{rulebook, edition, {}, std::nullopt});
        other.fact.change.edition = edition;
        found.push_back(std::move(other));
    }
    return found;
}

std::vector<OtherTerms> other_rulebooks(DivergedAccount& account) {
    const Divergence& d = account.divergence();
    std::vector<OtherTerms> found;
    for (const auto& listing : account.replay().listings()) {
        const auto rulebook = account.store().find_rulebook(listing.name);
        if (!rulebook || !has_every_plan(account, *rulebook)) continue;
        OtherTerms other;
        other.cause.kind = DiagnoseReport::Cause::Kind::other_rulebook;
        other.cause.credits = d.shown;
        other.cause.at = d.at;
        other.cause.account = account.name_at(d.at);
        other.cause.rulebook = listing.name;
        other.fact.option.steps = steps_to_rulebook(account, listing.name);
        other.fact.change.rulebook = *rulebook;
        found.push_back(std::move(other));
    }
    return found;
}

std::optional<OtherTerms> other_cap(DivergedAccount& account) {
    if (account.terms().allowance == no_credits) return std::nullopt;
    const auto cap = likeliest_cap(account);
    if (!cap) return std::nullopt;
    OtherTerms other;
    other.cause.kind = DiagnoseReport::Cause::Kind::other_cap;
    other.cause.credits = *cap;
    other.cause.cap = account.terms().cap;
    other.cause.rulebook = account.store().name_of(account.state().rulebook);
    other.cause.plan = account.store().name_of(account.state().plan);
    other.fact.option.steps = steps_to_rulebook(account, {});
    other.fact.option.steps.insert(other.fact.option.steps.begin(),
                                   DiagnoseReport::RulebookStep{other.cause.rulebook, std::nullopt, other.cause.plan, *cap});
    other.fact.change = capped(account, *cap);
    return other;
}

}  // namespace inmail::app
