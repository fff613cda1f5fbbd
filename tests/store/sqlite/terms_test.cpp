#include <fstream>
#include <nlohmann/json.hpp>

#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using nlohmann::ordered_json;
using store::Access;

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

ordered_json to_json(const NamedTerms& row) {
    ordered_json object{{"plan", row.plan}};
    for_each_term([&](const auto& term) { object[term.name] = json(row.terms.*term.member); });
    return object;
}

void import_terms(Store& store, const std::vector<NamedTerms>& rows, const std::string& title, Instant now) {
    const auto transaction = store.begin(now, "plans import");
    transaction->append_terms(rows, title);
    transaction->commit();
}

}  // namespace

TEST_CASE("the shipped rulebooks are those of rulebooks.json, row by row and in its order (RULES section 8)") {
    std::ifstream file(std::string{INMAIL_SOURCE_DIR} + "/tests/fixtures/rulebooks.json");
    const ordered_json expected = ordered_json::parse(file).at("rulebooks");
    const TestLedger ledger;
    ordered_json actual = ordered_json::object();
    for (const RulebookListing& listing : ledger.open()->rulebook_listings(std::nullopt)) {
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
    const Rulebooks rulebooks = store->rulebooks(std::nullopt);
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

TEST_CASE("a user's row of terms is stored with its time and author, and known from then on (RULES sections 2 and 8)") {
    const TestLedger ledger;
    const auto store = ledger.open(Access::write);
    NamedTerms all = own_terms("ours", "gold", Day{20'000}, 10);
    all.terms.cap_rule = CapRule::trim;
    all.terms.refresh = RefreshRule::anniversary;
    all.terms.expiry_days = 30;
    all.terms.window_rule = WindowRule::calendar_day;
    all.terms.refund_expiry = RefundExpiry::original;
    all.terms.purchasable = true;
    all.terms.purchase_expiry_days = 365;
    all.terms.pooled = true;
    all.terms.repeat = RepeatRule::refuse;
    all.terms.price_minor = 9900;
    all.terms.credit_price_minor = 500;
    import_terms(*store, {all}, "Our contract", day(10));
    import_terms(*store, {own_terms("linkedin", "sales-navigator-core", Day{21'000}, 60)}, "never used", day(20));

    const auto listing_at = [&](Instant known_at, const std::string& name) {
        for (RulebookListing& listing : store->rulebook_listings(known_at)) {
            if (listing.name == name) return listing;
        }
        return RulebookListing{};
    };
    CHECK(listing_at(Instant{day(10).value - 1}, "ours").terms.empty());
    const RulebookListing ours = listing_at(day(10), "ours");
    CHECK_FALSE(ours.shipped);
    CHECK(ours.title == "Our contract");
    REQUIRE(ours.terms.size() == 1);
    CHECK(ours.terms[0].terms == all.terms);

    CHECK(listing_at(day(19), "linkedin").shipped);
    CHECK_FALSE(listing_at(day(20), "linkedin").shipped);
    CHECK(listing_at(day(20), "linkedin").title == "LinkedIn Help, with the guides where Help is silent");

    const PlanId plan = *store->find_plan("sales-navigator-core");
    const RulebookId rulebook = *store->find_rulebook("linkedin");
    CHECK(store->rulebooks(day(19)).rows(rulebook, plan).size() == 1);
    CHECK(store->rulebooks(std::nullopt).rows(rulebook, plan).size() == 2);
    CHECK(store->verify("").empty());
}

TEST_CASE("an event recorded after a user's row has no earlier recorded_at (RULES section 2)") {
    const TestLedger ledger;
    const auto store = ledger.open(Access::write);
    import_terms(*store, {own_terms("ours", "gold", Day{20'000}, 10)}, "Ours", day(10));
    CHECK(store->begin(day(5), "test")->recorded_at() == day(10));
}

TEST_CASE("a row of terms that the ledger has is not written again (RULES section 8)") {
    const TestLedger ledger;
    const auto store = ledger.open(Access::write);
    CHECK_THROWS(import_terms(*store, {own_terms("linkedin", "free", Day{16'436}, 10)}, "", day(1)));
    CHECK(store->verify("").empty());
}
