#include <fmt/format.h>

#include <algorithm>

#include "inmail/render/messages.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string reason_of(const std::string& term) {
    if (term == "expiry_refreshes") return "monthly credits expire at the third refresh after their own, not after 90 days";
    if (term == "repeat_refund") return "an answer gives back one credit, however many InMails it answers";
    return term;
}

}  // namespace

std::vector<std::string> edition_words(const app::EditionChange& change) {
    constexpr std::size_t most_named = 3;
    if (change.accounts == 0) return {};
    const std::string edition = fmt::format("The shipped rulebooks are now read as edition {}", change.now);
    if (change.changed.empty()) return {edition + "; no balance changes."};
    std::string largest;
    for (std::size_t i = 0; i < std::min(most_named, change.changed.size()); ++i) {
        const auto& changed = change.changed[i];
        largest +=
            fmt::format("{}{} {} -> {}", i == 0 ? "" : ", ", changed.account.typed(), changed.former.value, changed.now.value);
    }
    std::string reasons;
    for (const auto& term : change.terms) reasons += (reasons.empty() ? "" : "; ") + reason_of(term);
    if (reasons.empty()) reasons = "other terms in force earlier";
    return {fmt::format("{}; {} of {} balances {}: {}{}.", edition, change.changed.size(), change.accounts,
                        change.changed.size() == 1 ? "changes" : "change", largest,
                        change.changed.size() > most_named ? ", ..." : ""),
            fmt::format("Why: {}. `inmail balance --rulebook @{}` shows the earlier balances.", reasons, change.former)};
}

}  // namespace inmail::render
