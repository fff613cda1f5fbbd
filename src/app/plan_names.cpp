#include "inmail/app/plan_names.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/store/fold_source.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::app {
namespace {

using Words = std::vector<std::string>;

constexpr std::array<UnpublishedPlan, 4> unpublished_plans{{
    {"hiring-pro", "Hiring Pro"},
    {"premium-all-in-one", "Premium All-in-One"},
    {"premium-company-page", "Premium Company Page"},
    {"recruiter-professional-services-plus", "Recruiter Professional Services Plus (RPS+)"},
}};

/// Words that people put around a plan's name.
bool is_filler(const std::string& word) { return word == "linkedin" || word == "plan" || word == "subscription"; }

/// "RPS+" as "rps", "plus".
Words words_of(std::string_view text) {
    constexpr std::string_view separators = " -_.,/()";
    Words words{""};
    for (const char c : canonical_name(text)) {
        const bool ends = separators.find(c) != std::string_view::npos || c == '+';
        if (!ends)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
        if (c == '+') words.insert(words.end() - 1, "plus");
    }
    words.erase(std::remove_if(words.begin(), words.end(), [](const auto& w) { return w.empty() || is_filler(w); }), words.end());
    return words;
}

/// How many of the plan's words from `at` on have these initials; 0: another number than there are initials.
std::size_t initials_at(const std::string& initials, const Words& plan, std::size_t at) {
    constexpr std::size_t shortest = 2;
    if (initials.size() < shortest || at + initials.size() > plan.size()) return 0;
    for (std::size_t i = 0; i < initials.size(); ++i) {
        if (plan[at + i].front() != initials[i]) return 0;
    }
    return initials.size();
}

/// Whether the typed words from `next` on match words of the plan from `at` on, in the same order.
bool fits(const Words& typed, const Words& plan, std::size_t next = 0, std::size_t at = 0) {
    if (next == typed.size()) return true;
    for (; at < plan.size(); ++at) {
        if (begins_with(plan[at], typed[next]) && fits(typed, plan, next + 1, at + 1)) return true;
        const std::size_t several = initials_at(typed[next], plan, at);
        if (several != 0 && fits(typed, plan, next + 1, at + several)) return true;
    }
    return false;
}

}  // namespace

PlanMatch match_plan(FoldSource& store, std::string_view typed) {
    constexpr std::size_t most_words = 8;  // a plan's name has five
    constexpr std::size_t fewest_letters = 2;
    PlanMatch match;
    const Words words = is_utf8(typed) ? words_of(typed) : Words{};
    if (words.empty() || words.size() > most_words) return match;
    for (const auto& word : words) match.handle += (match.handle.empty() ? "" : "-") + word;
    if (match.handle.size() < fewest_letters) return match;
    std::set<std::string> known;
    for (const auto& row : store.terms(std::nullopt)) known.insert(row.row.plan);
    if (const auto handle = parse_handle(typed); handle && known.count(*handle) != 0) {
        match.plans = {*handle};
        return match;
    }
    for (const auto& plan : known) {
        const Words words_of_plan = words_of(plan);
        if (words_of_plan == words) {
            match.plans = {plan};
            return match;
        }
        if (fits(words, words_of_plan)) match.plans.push_back(plan);
    }
    for (const UnpublishedPlan& plan : unpublished_plans) {
        const Words words_of_plan = words_of(plan.plan);
        const bool is_meant = words_of_plan == words || (match.plans.empty() && fits(words, words_of_plan));
        if (!is_meant || known.count(std::string(plan.plan)) != 0) continue;
        match.plans.clear();
        match.unpublished = plan;
        break;
    }
    return match;
}

PlanTemplate plan_template(FoldSource& store, const std::string& plan) {
    PlanTemplate row;
    row.rulebook = store.info().default_rulebook;
    row.plan = plan;
    for (const auto& listing : listings_of(store.terms(std::nullopt))) {
        if (listing.name != row.rulebook) continue;
        row.title = listing.title;
        for (const auto& known : listing.terms) {
            if (known.plan == plan) row.figures = known.terms;
        }
    }
    return row;
}

}  // namespace inmail::app
