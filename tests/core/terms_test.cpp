#include "inmail/core/terms.hpp"

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "support/catch.hpp"
#include "support/later_terms.hpp"

namespace inmail {
namespace {

Terms from(Day effective_from, std::int64_t allowance) {
    Terms terms;
    terms.effective_from = effective_from;
    terms.allowance = terms.cap = Credits{allowance};
    return terms;
}

}  // namespace

TEST_CASE("each row of terms is in force from its date on, the earliest also before it (RULES section 4)") {
    const RulebookId book{1};
    const PlanId plan{1};
    Rulebooks rulebooks;
    rulebooks.add(book, plan, from(Day{200}, 2));
    rulebooks.add(book, plan, from(Day{100}, 1));
    struct {
        Instant at;
        std::int64_t allowance;
    } const cases[] = {
        {start_of(Day{0}), 1}, {start_of(Day{100}), 1}, {start_of(Day{200}) - Duration{1}, 1}, {start_of(Day{200}), 2}};
    for (const auto& c : cases) CHECK(rulebooks.in_force(book, plan, c.at).allowance.value == c.allowance);
    CHECK_THROWS_AS(rulebooks.add(book, plan, from(Day{100}, 3)), Defect);
}

TEST_CASE("a stint whose rulebook lacks its plan runs under the default rulebook, else under the first that has it") {
    const PlanId everywhere{1};
    const PlanId in_third{2};
    Rulebooks rulebooks;
    for (const std::uint32_t book : {1U, 2U, 3U}) rulebooks.add(RulebookId{book}, everywhere, from(Day{0}, 1));
    rulebooks.add(RulebookId{3}, in_third, from(Day{0}, 1));
    CHECK(rulebooks.resolve(RulebookId{2}, RulebookId{1}, everywhere) == RulebookId{2});
    CHECK(rulebooks.resolve(RulebookId{2}, RulebookId{3}, in_third) == RulebookId{3});
    CHECK(rulebooks.resolve(RulebookId{2}, RulebookId{1}, in_third) == RulebookId{3});
    CHECK_THROWS_AS(rulebooks.resolve(RulebookId{2}, RulebookId{1}, PlanId{9}), Defect);
}

TEST_CASE("two rows of terms are the same only if every term is") {
    const Terms row = from(Day{100}, 2);
    int terms = 0;
    for_each_term([&](const auto& term) {
        INFO(term.name);
        ++terms;
        Terms other = row;
        auto& value = other.*term.member;
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, Day> || std::is_same_v<Value, Credits>) {
            ++value.value;
        } else if constexpr (is_rule<Value>) {
            value = Value{1};
        } else if constexpr (std::is_same_v<Value, std::optional<ResponsePolicy>>) {
            value = ResponsePolicy{};
        } else {
            value = value == Value{} ? Value{1} : Value{};
        }
        CHECK_FALSE(other == row);
    });
    CHECK(terms > 0);
    CHECK(from(Day{100}, 2) == row);
}

TEST_CASE("a row of terms says which number lies outside its range") {
    struct Case {
        void (*change)(Terms&);
        const char* flaw;
    };
    const Case cases[] = {
        {[](Terms& t) { t.allowance = Credits{-1}; }, "allowance must be 0 to 100000"},
        {[](Terms& t) { t.allowance = Credits{100'001}; }, "allowance must be 0 to 100000"},
        {[](Terms& t) { t.cap = Credits{1'000'001}; }, "cap must be 0 to 1000000"},
        {[](Terms& t) { t.cap = Credits{1}; }, "cap 1 is below the allowance 2"},
        {[](Terms& t) { t.expiry_days = 0; }, "expiry_days must be 1 to 36500, or null for never"},
        {[](Terms& t) { t.refund_window_days = 0; }, "refund_window_days must be 1 to 36500"},
        {[](Terms& t) { t.purchase_expiry_days = 36'501; }, "purchase_expiry_days must be 1 to 36500, or null for never"},
        {[](Terms& t) { t.price_minor = -1; }, "price_minor must be 0 to 1000000000000, or null"},
        {[](Terms& t) { t.credit_price_minor = 1'000'000'000'001; }, "credit_price_minor must be 0 to 1000000000000, or null"},
    };
    CHECK_FALSE(flaw_of(from(Day{100}, 2)).has_value());
    for (const auto& c : cases) {
        INFO(c.flaw);
        Terms row = from(Day{100}, 2);
        c.change(row);
        REQUIRE(flaw_of(row).has_value());
        CHECK(render::flaw_words(*flaw_of(row)) == c.flaw);
    }
}

TEST_CASE("a list of terms carries optional numbers, rules, lists and structs") {
    using test::LaterTerms;
    const LaterTerms row{Credits{5}, 3, test::Strictness::strict, {Channel::open_profile}, test::Policy{14, 100}};
    void (*const changes[])(LaterTerms&) = {
        [](LaterTerms& r) { r.refreshes.reset(); }, [](LaterTerms& r) { r.strictness = test::Strictness::lax; },
        [](LaterTerms& r) { r.channels.clear(); },  [](LaterTerms& r) { r.policy->sends = 99; },
        [](LaterTerms& r) { r.policy.reset(); },
    };
    CHECK(same_terms(row, LaterTerms{row}));
    for (const auto& change : changes) {
        LaterTerms other = row;
        change(other);
        CHECK_FALSE(same_terms(row, other));
        CHECK_FALSE(range_flaw(other).has_value());
    }
    LaterTerms other = row;
    other.refreshes = 13;
    REQUIRE(range_flaw(other).has_value());
    CHECK(render::flaw_words(*range_flaw(other)) == "refreshes must be 1 to 12, or null");
    CHECK(parse_rule<test::Strictness>("strict") == test::Strictness::strict);
    CHECK_FALSE(parse_rule<test::Strictness>("Strict").has_value());
}

}  // namespace inmail
