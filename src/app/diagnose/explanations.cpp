#include "diagnose/explanations.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "diagnose/facts.hpp"
#include "diagnose/other_terms.hpp"

namespace inmail::app {
namespace {

using Cause = DiagnoseReport::Cause;
using Explanation = DiagnoseReport::Explanation;

constexpr std::size_t max_facts_tried = 20;  ///< of one kind; more would not be a small explanation
constexpr std::size_t max_options = 10;      ///< shown, if fewer are needed
constexpr std::size_t max_explanations = 12;
constexpr std::int64_t max_beside_large = 5;  ///< sends or replies that may join a large fact

/// An explanation that has not been tried on the fold.
struct UntriedExplanation {
    Explanation explanation;
    WhatIf change;
};

UntriedExplanation candidate_of(Cause cause, Fact fact) {
    return {{1, {{std::move(cause), 1, {std::move(fact.option)}}}}, std::move(fact.change)};
}

/// A candidate with the first `n` of the facts; nothing if there are fewer.
std::optional<UntriedExplanation> first_facts(const std::vector<Fact>& facts, Credits n, Cause::Kind kind) {
    const auto needed = static_cast<std::size_t>(n.value);
    if (facts.size() < needed) return std::nullopt;
    UntriedExplanation candidate{{static_cast<int>(n.value), {{{kind, n}, n.value, {}}}}, {}};
    for (std::size_t i = 0; i < facts.size() && i < std::max(needed, max_options); ++i) {
        candidate.explanation.parts.front().options.push_back(facts[i].option);
        if (i < needed) candidate.change += facts[i].change;
    }
    return candidate;
}

class Search {
  public:
    explicit Search(DivergedAccount& account) : account_(account), missing_(account.divergence().missing()) {}

    std::vector<Explanation> run() {
        // Among explanations with equally many facts, the sort keeps this order: the everyday ones first.
        if (missing_ > no_credits)
            try_more_credits();
        else
            try_fewer_credits();
        for (const LargeFact& fact : large_facts(account_)) try_large(fact, missing_ - fact.credits);
        for (OtherTerms& other : earlier_editions(account_)) try_out(candidate_of(std::move(other.cause), std::move(other.fact)));
        for (OtherTerms& other : other_rulebooks(account_)) try_out(candidate_of(std::move(other.cause), std::move(other.fact)));
        if (auto other = other_cap(account_)) try_out(candidate_of(std::move(other->cause), std::move(other->fact)));
        if (missing_ > no_credits && account_.terms().purchasable) {
            try_out(candidate_of({Cause::Kind::purchase_unlogged, missing_}, missing_purchase(account_, missing_)));
        }
        std::stable_sort(found_.begin(), found_.end(),
                         [](const Explanation& a, const Explanation& b) { return a.facts < b.facts; });
        found_.resize(std::min(found_.size(), max_explanations));
        return std::move(found_);
    }

  private:
    void try_more_credits() {
        try_out(replies(missing_));
        try_out(first_facts(effective(free_sends(account_), one_credit), missing_, Cause::Kind::sends_were_free));
    }

    void try_fewer_credits() {
        try_out(sends(-missing_));
        try_out(
            first_facts(effective(replies_without_refund(account_), -one_credit), -missing_, Cause::Kind::replies_not_refunded));
    }

    /// Tries the large fact, with the few sends or replies that it leaves to explain.
    void try_large(const LargeFact& large, Credits rest) {
        UntriedExplanation whole = candidate_of(large.cause, large.fact);
        if (rest == no_credits) return try_out(whole);
        const std::int64_t beside = std::abs(rest.value);
        if (beside > max_beside_large || beside + 1 >= std::abs(missing_.value)) return;
        const auto more = rest > no_credits ? replies(rest) : sends(-rest);
        if (!more) return;
        Explanation& explanation = whole.explanation;
        explanation.facts += more->explanation.facts;
        explanation.parts.insert(explanation.parts.end(), more->explanation.parts.begin(), more->explanation.parts.end());
        whole.change += more->change;
        try_out(whole);
    }

    void try_out(const std::optional<UntriedExplanation>& candidate) {
        if (candidate && account_.gives(candidate->change, account_.divergence().shown)) found_.push_back(candidate->explanation);
    }

    /// The latest of the facts that by themselves change the ledger's figure by `credits`, latest first.
    [[nodiscard]] std::vector<Fact> effective(std::vector<Fact> facts, Credits credits) const {
        std::reverse(facts.begin(), facts.end());
        facts.resize(std::min(facts.size(), max_facts_tried));
        const auto is_ineffective = [&](const Fact& fact) {
            return !account_.gives(fact.change, account_.divergence().computed + credits);
        };
        facts.erase(std::remove_if(facts.begin(), facts.end(), is_ineffective), facts.end());
        return facts;
    }

    std::optional<UntriedExplanation> replies(Credits n) {
        if (!replies_) replies_ = effective(missing_replies(account_), one_credit);
        return first_facts(*replies_, n, Cause::Kind::replies_unlogged);
    }

    std::optional<UntriedExplanation> sends(Credits n) {
        if (account_.senders().empty()) return std::nullopt;
        UntriedExplanation candidate = candidate_of({Cause::Kind::sends_unlogged, n}, missing_sends(account_, n));
        candidate.explanation.facts = static_cast<int>(n.value);
        return candidate;
    }

    DivergedAccount& account_;
    Credits missing_;  ///< in the ledger, compared with LinkedIn; negative: too many
    std::optional<std::vector<Fact>> replies_;
    std::vector<Explanation> found_;
};

}  // namespace

std::vector<Explanation> explanations(DivergedAccount& account) { return Search(account).run(); }

}  // namespace inmail::app
