#include "inmail/app/plan_names.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/store/fold_source.hpp"
#include "inmail/store/rulebooks.hpp"
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

/// How many words of the plan, from `at` on, the typed word covers: as the beginning of one, as several written together, or as
/// their initials. All possible numbers, ascending.
std::vector<std::size_t> runs_of(std::string_view typed, const Words& plan, std::size_t at) {
    constexpr std::size_t fewest_letters = 3;  // of a part; a whole word may be shorter
    std::vector<std::size_t> runs;
    std::string initials;
    std::vector<std::size_t> ends{0};  // in the typed word, of the parts so far
    for (std::size_t n = 1; at + n <= plan.size(); ++n) {
        const std::string& word = plan[at + n - 1];
        initials += word.front();
        std::vector<std::size_t> longer;
        for (const std::size_t begin : ends) {
            const std::string_view rest = typed.substr(begin);
            std::size_t common = 0;
            while (common < std::min(rest.size(), word.size()) && rest[common] == word[common]) ++common;
            for (std::size_t length = 1; length <= common; ++length) {
                const bool is_part = length == word.size() || length >= fewest_letters || (n == 1 && length == typed.size());
                if (is_part) longer.push_back(begin + length);
            }
        }
        ends = std::move(longer);
        const bool is_in_parts = std::find(ends.begin(), ends.end(), typed.size()) != ends.end();
        if (is_in_parts || (n > 1 && typed == initials)) runs.push_back(n);
    }
    return runs;
}

/// Whether the typed words from `next` on match words of the plan from `at` on, in the same order.
bool fits(const Words& typed, const Words& plan, std::size_t next = 0, std::size_t at = 0) {
    if (next == typed.size()) return true;
    for (; at < plan.size(); ++at) {
        for (const std::size_t n : runs_of(typed[next], plan, at)) {
            if (fits(typed, plan, next + 1, at + n)) return true;
        }
    }
    return false;
}

/// Whether the typed words are all of the plan's: written out, written together, or as initials.
bool names_whole(const Words& typed, const Words& plan, std::size_t next = 0, std::size_t at = 0) {
    if (next == typed.size()) return at == plan.size();
    std::string together;
    std::string initials;
    for (std::size_t n = 1; at + n <= plan.size(); ++n) {
        together += plan[at + n - 1];
        initials += plan[at + n - 1].front();
        const bool is_run = typed[next] == together || (n > 1 && typed[next] == initials);
        if (is_run && names_whole(typed, plan, next + 1, at + n)) return true;
    }
    return false;
}

/// How many of the typed words fit the plan, in their order; the others are left out.
std::size_t fitting_words(const Words& typed, const Words& plan) {
    std::size_t count = 0;
    std::size_t at = 0;
    for (const std::string& word : typed) {
        for (std::size_t from = at; from < plan.size(); ++from) {
            const auto runs = runs_of(word, plan, from);
            if (runs.empty()) continue;
            ++count;
            at = from + runs.front();
            break;
        }
    }
    return count;
}

/// The plans, of the ledger and others, whose words satisfy `is_meant`.
template <class IsMeant>
PlanChoices choose(const std::set<std::string>& known, IsMeant&& is_meant) {
    PlanChoices chosen;
    for (const auto& plan : known) {
        if (is_meant(words_of(plan))) chosen.plans.push_back(plan);
    }
    for (const UnpublishedPlan& plan : unpublished_plans) {
        if (known.count(std::string(plan.plan)) == 0 && is_meant(words_of(plan.plan))) chosen.unpublished.push_back(plan);
    }
    return chosen;
}

}  // namespace

std::vector<UnpublishedPlan> all_unpublished_plans() { return {unpublished_plans.begin(), unpublished_plans.end()}; }

PlanMatch match_plan(FoldSource& store, std::string_view typed) {
    constexpr std::size_t most_words = 8;  // a plan's name has five
    constexpr std::size_t fewest_letters = 2;
    PlanMatch match;
    const Words words = is_utf8(typed) ? words_of(typed) : Words{};
    if (words.empty() || words.size() > most_words) return match;
    for (const auto& word : words) match.handle += (match.handle.empty() ? "" : "-") + word;
    if (match.handle.size() < fewest_letters || match.handle.size() > max_handle_bytes) return match;
    std::set<std::string> known;
    for (const auto& row : store.terms(std::nullopt)) known.insert(row.row.plan);
    if (const auto handle = parse_handle(typed); handle && known.count(*handle) != 0) {
        match.fitting.plans = {*handle};
        return match;
    }
    match.fitting = choose(known, [&](const Words& plan) { return names_whole(words, plan); });
    if (match.fitting.size() != 1) match.fitting = choose(known, [&](const Words& plan) { return fits(words, plan); });
    if (match.fitting.size() != 0) return match;
    for (std::size_t count = words.size(); count > 0 && match.near.size() == 0; --count)
        match.near = choose(known, [&](const Words& plan) { return fitting_words(words, plan) == count; });
    return match;
}

namespace {

/// The rules of a rulebook that all of its plans share. The figures of a plan are not among them.
Terms shared_rules(const std::vector<NamedTerms>& rows) {
    Terms shared;
    shared.effective_from = *parse_day("2015-01-01");
    shared.currency = "USD";
    shared.repeat_refund = RepeatRefund::latest;
    const auto share = [&](auto member) {
        const bool agree = std::all_of(rows.begin(), rows.end(),
                                       [&](const NamedTerms& row) { return row.terms.*member == rows.front().terms.*member; });
        if (agree && !rows.empty()) shared.*member = rows.front().terms.*member;
    };
    share(&Terms::refund_window_days);
    share(&Terms::window_rule);
    share(&Terms::refund_expiry);
    share(&Terms::repeat);
    share(&Terms::repeat_refund);
    share(&Terms::free_channels);
    share(&Terms::currency);
    return shared;
}

}  // namespace

PlanTemplate plan_template(FoldSource& store, const std::string& plan) {
    PlanTemplate row;
    row.rulebook = store.info().default_rulebook;
    row.plan = plan;
    for (const auto& listing : listings_of(store.terms(std::nullopt))) {
        if (listing.name != row.rulebook) continue;
        row.title = listing.title;
        row.figures = shared_rules(listing.terms);
        for (const auto& known : listing.terms) {
            if (known.plan != plan) continue;
            row.figures = known.terms;
            row.is_known = true;
        }
    }
    return row;
}

}  // namespace inmail::app
