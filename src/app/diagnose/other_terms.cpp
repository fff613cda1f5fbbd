#include "diagnose/other_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace inmail::app {
namespace {

constexpr std::int64_t max_cap_allowances = 60;  ///< the highest cap that is tried

/// The account's changes of plan.
std::vector<RecordedEvent> plan_changes(const DivergedAccount& account) {
    std::vector<RecordedEvent> changes;
    account.for_each_posting(0, account.divergence().to, [&](const Timeline::Entry&, const Timeline::PostingLine& line) {
        if (line.posting.kind == Posting::Kind::stint_started) changes.push_back(account.event(line.posting.cause));
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

/// The commands that void the account's changes of plan and record them again under another rulebook.
std::vector<std::string> commands_for_rulebook(const DivergedAccount& account, const std::string& rulebook) {
    std::string keys;
    std::vector<std::string> commands{{}};
    for (const RecordedEvent& change : plan_changes(account)) {
        keys += " " + shell_quoted(change.key);
        std::string again = fmt::format("inmail {} {} --plan {} --rulebook {}", to_string(change.kind), account.argument(),
                                        change.plan, rulebook);
        if (!change.team.empty()) again += " --team " + shell_quoted(change.team);
        if (!change.name.empty()) again += " --name " + shell_quoted(change.name);
        commands.push_back(again + " --at " + to_rfc3339(change.at));
    }
    commands.front() = fmt::format("inmail void{} --note {}", keys, shell_quoted("under the rulebook " + rulebook));
    return commands;
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

std::vector<OtherTerms> other_rulebooks(DivergedAccount& account) {
    const Divergence& d = account.divergence();
    std::vector<OtherTerms> found;
    for (const auto& listing : account.replay().listings()) {
        const auto rulebook = account.store().find_rulebook(listing.name);
        if (!rulebook || !has_every_plan(account, *rulebook)) continue;
        OtherTerms other;
        other.what =
            fmt::format("the plan follows the rulebook {}: under it the ledger has {} as well", listing.name, d.shown.value);
        other.fact.option.evidence =
            fmt::format("`inmail balance {} --rulebook {} --as-of {}`", account.name().typed(), listing.name, to_rfc3339(d.at));
        other.fact.option.commands = commands_for_rulebook(account, listing.name);
        other.fact.change.rulebook = *rulebook;
        found.push_back(std::move(other));
    }
    return found;
}

std::optional<OtherTerms> other_cap(DivergedAccount& account) {
    if (account.terms().allowance == no_credits) return std::nullopt;
    const auto cap = likeliest_cap(account);
    if (!cap) return std::nullopt;
    const std::string rulebook = account.store().name_of(account.state().rulebook);
    const std::string plan = account.store().name_of(account.state().plan);
    OtherTerms other;
    other.what = fmt::format("the cap is {} and not {}", cap->value, account.terms().cap.value);
    other.fact.option.evidence = fmt::format("{} / {}", rulebook, plan);
    other.fact.option.commands = {
        "inmail plans --format json > plans.json",
        fmt::format("# in plans.json: rename the rulebook {} to NAME, and give its {} a cap of {}", rulebook, plan, cap->value),
        "inmail plans import plans.json"};
    for (auto& command : commands_for_rulebook(account, "NAME")) other.fact.option.commands.push_back(std::move(command));
    other.fact.change = capped(account, *cap);
    return other;
}

}  // namespace inmail::app
