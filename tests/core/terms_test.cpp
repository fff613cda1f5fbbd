#include "inmail/core/terms.hpp"

#include "inmail/core/errors.hpp"
#include "support/catch.hpp"

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

}  // namespace inmail
