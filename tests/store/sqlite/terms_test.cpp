#include <fstream>
#include <nlohmann/json.hpp>

#include "inmail/store/rulebooks.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

using namespace inmail;
using namespace inmail::test;
using nlohmann::ordered_json;

namespace {

// Terms as rulebooks.json has them: one function for each type of a term.

ordered_json json(Day day) { return to_string(day); }
ordered_json json(Credits credits) { return credits.value; }
ordered_json json(int number) { return number; }
ordered_json json(bool flag) { return flag; }
ordered_json json(const std::string& text) { return text; }
template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
ordered_json json(Rule rule) {
    return to_string(rule);
}
template <class Number>
ordered_json json(const std::optional<Number>& number) {
    return number ? ordered_json(*number) : ordered_json(nullptr);
}
ordered_json json(const std::vector<Channel>& channels) {
    ordered_json names = ordered_json::array();
    for (const Channel channel : channels) names.push_back(to_string(channel));
    return names;
}
ordered_json json(const std::optional<ResponsePolicy>& policy) {
    if (!policy) return nullptr;
    return {{"min_response_rate", policy->min_response_per_mille / 1000.0},
            {"min_sends", policy->min_sends},
            {"days", policy->days},
            {"source", policy->source}};
}

ordered_json to_json(const NamedTerms& row) {
    ordered_json object{{"plan", row.plan}};
    for_each_term([&](const auto& term) { object[term.name] = json(row.terms.*term.member); });
    return object;
}

}  // namespace

TEST_CASE("the shipped rulebooks are those of rulebooks.json, row by row and in its order (RULES section 8)") {
    std::ifstream file(std::string{INMAIL_SOURCE_DIR} + "/tests/fixtures/rulebooks.json");
    ordered_json expected = ordered_json::parse(file).at("rulebooks");
    const ordered_json lacking = to_json({});
    for (ordered_json& rulebook : expected) {
        for (ordered_json& row : rulebook.at("terms")) {
            for (const char* term : {"expiry_refreshes", "repeat_refund", "free_channels", "policy"}) {
                const ordered_json value = row.contains(term) ? row.at(term) : lacking.at(term);
                row.erase(term);
                row[term] = value;
            }
        }
    }
    const TestLedger ledger;
    ordered_json actual = ordered_json::object();
    for (const RulebookListing& listing : listings_of(ledger.open()->terms(std::nullopt))) {
        CHECK(listing.shipped);
        ordered_json terms = ordered_json::array();
        for (const NamedTerms& row : listing.terms) terms.push_back(to_json(row));
        actual[listing.name] = {{"title", listing.title}, {"terms", std::move(terms)}};
    }
    CHECK(actual.dump(1) == expected.dump(1));
}

TEST_CASE("each rulebook has its source's figures for Recruiter Corporate (RULES section 8)") {
    const TestLedger ledger;
    const auto store = ledger.open();
    const Rulebooks rulebooks = rulebooks_of(store->terms(std::nullopt));
    struct Row {
        const char* rulebook;
        std::int64_t cap;
        CapRule cap_rule;
        RefreshRule refresh;
    };
    const Row rows[] = {{"linkedin", 600, CapRule::trim, RefreshRule::anniversary},
                        {"quicklead", 600, CapRule::stop, RefreshRule::calendar},
                        {"heytalent", 450, CapRule::stop, RefreshRule::calendar}};
    for (const auto& row : rows) {
        INFO(row.rulebook);
        const Terms& terms =
            rulebooks.in_force(*store->find_rulebook(row.rulebook), *store->find_plan("recruiter-corporate"), new_year);
        CHECK(terms.allowance == Credits{150});
        CHECK(terms.cap == Credits{row.cap});
        CHECK(terms.cap_rule == row.cap_rule);
        CHECK(terms.refresh == row.refresh);
        CHECK(terms.pooled);
    }
}
