#include "inmail/app/reports/plans.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "inmail/render/messages.hpp"
#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

Json json_of(const NamedTerms& named) {
    Json j;
    j["plan"] = named.plan;
    for_each_term([&](const auto& term) { j[term.name] = json(named.terms.*term.member); });
    if (named.recorded_at) j["recorded_at"] = to_rfc3339(*named.recorded_at);
    return j;
}

/// What a person must fill in for a new plan: the other terms have figures that fit most of LinkedIn's plans.
const char* prompt_of(std::string_view term) {
    struct Prompt {
        std::string_view term;
        const char* text;
    };
    constexpr std::array<Prompt, 6> prompts{{
        {"allowance", "credits that the plan brings a month, for one seat"},
        {"cap", "the most credits that one seat may hold at a refresh"},
        {"cap_rule", "stop (credits past the cap are not granted) or trim (the oldest ones go)"},
        {"refresh", "calendar (on the first of each month) or anniversary (on the day of the month on which the plan began)"},
        {"expiry_days", "days until a credit expires, such as 90, or null for never"},
        {"source", "who says so, such as your contract of 2026-05-01"},
    }};
    const auto* found = std::find_if(prompts.begin(), prompts.end(), [&](const Prompt& p) { return p.term == term; });
    return found == prompts.end() ? nullptr : found->text;
}

std::string prompt(const std::string& text) { return std::string(to_fill_in) + text; }

}  // namespace

std::string plan_template_text(const app::PlanTemplate& plan) {
    Json row = json_of(NamedTerms{plan.rulebook, plan.plan, plan.figures});
    if (plan.is_known) {
        row["effective_from"] =
            prompt("the date from which on these figures hold, after " + to_string(plan.figures.effective_from));
        row["source"] = prompt(prompt_of("source"));
    } else {
        for (const auto& [key, value] : row.items()) {
            if (const char* text = prompt_of(key)) row[key] = prompt(text);
        }
    }
    Json file = schema_1();
    file["rulebooks"][plan.rulebook] = {{"title", plan.title}, {"terms", Json::array({row})}};
    constexpr int indent = 2;
    return file.dump(indent, ' ', true, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const app::PlansReport& report) {
    Json j = schema_1();
    j["default"] = report.default_rulebook;
    j["rulebooks"] = Json::object();
    for (const auto& rulebook : report.rulebooks) {
        Json& book = j["rulebooks"][rulebook.name];
        book["title"] = rulebook.title;
        if (rulebook.edition != 0) book["edition"] = rulebook.edition;
        book["terms"] = Json::array();
        for (const auto& terms : rulebook.terms) book["terms"].push_back(json_of(terms));
    }
    return line_of(j);
}

}  // namespace inmail::render
