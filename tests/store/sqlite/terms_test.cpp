#include <fstream>
#include <nlohmann/json.hpp>

#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using nlohmann::ordered_json;

namespace {

ordered_json number_or_null(const std::optional<std::int64_t>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json to_json(const NamedTerms& row) {
    const Terms& t = row.terms;
    return {{"plan", row.plan},
            {"effective_from", to_string(t.effective_from)},
            {"allowance", t.allowance.value},
            {"cap", t.cap.value},
            {"cap_rule", to_string(t.cap_rule)},
            {"refresh", to_string(t.refresh)},
            {"expiry_days", number_or_null(t.expiry_days)},
            {"refund_window_days", t.refund_window_days},
            {"window_rule", to_string(t.window_rule)},
            {"refund_expiry", to_string(t.refund_expiry)},
            {"purchasable", t.purchasable},
            {"purchase_expiry_days", number_or_null(t.purchase_expiry_days)},
            {"pooled", t.pooled},
            {"repeat", to_string(t.repeat)},
            {"price_minor", number_or_null(t.price_minor)},
            {"credit_price_minor", number_or_null(t.credit_price_minor)},
            {"currency", t.currency},
            {"source", t.source}};
}

}  // namespace

TEST_CASE("the shipped rulebooks are those of rulebooks.json, row by row and in its order (RULES section 8)") {
    std::ifstream file(std::string{INMAIL_SOURCE_DIR} + "/tests/fixtures/rulebooks.json");
    const ordered_json expected = ordered_json::parse(file).at("rulebooks");
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
