// A user's own rows of terms.

#include "inmail/store/rulebooks.hpp"
#include "store/contract/every_store.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

void import_terms(Store& store, const std::vector<NamedTerms>& rows, const std::string& title, Instant now) {
    const auto transaction = store.begin(now, "plans import");
    transaction->append_terms(rows, title);
    transaction->commit();
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("a user's row of terms is stored with its time, and known from then on (RULES sections 2 and 8)",
                        "[contract]", EveryStore) {
    const TestType ledger;
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
        for (RulebookListing& listing : listings_of(store->terms(known_at))) {
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
    CHECK(listing_at(day(20), "linkedin").title != "never used");

    const PlanId plan = *store->find_plan("sales-navigator-core");
    const RulebookId rulebook = *store->find_rulebook("linkedin");
    CHECK(rulebooks_of(store->terms(day(19))).rows(rulebook, plan).size() == 1);
    CHECK(rulebooks_of(store->terms(std::nullopt)).rows(rulebook, plan).size() == 2);
    CHECK(is_sound(*store));
}

TEMPLATE_LIST_TEST_CASE("an event recorded after a user's row has no earlier recorded_at (RULES section 2)", "[contract]",
                        EveryStore) {
    const TestType ledger;
    const auto store = ledger.open(Access::write);
    import_terms(*store, {own_terms("ours", "gold", Day{20'000}, 10)}, "Ours", day(10));
    ledger.record({with_key(subscribe("ana", day(0)), "a")}, day(5));
    CHECK(store->find_event("a")->recorded_at == day(10));
}

TEMPLATE_LIST_TEST_CASE("a row of terms that the ledger has is not written again (RULES section 8)", "[contract]", EveryStore) {
    const TestType ledger;
    const auto store = ledger.open(Access::write);
    CHECK_THROWS(import_terms(*store, {own_terms("linkedin", "recruiter-corporate", Day{16'436}, 10)}, "", day(1)));
    CHECK(is_sound(*store));
}
