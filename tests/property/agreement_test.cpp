#include <string>
#include <vector>

#include "property/check.hpp"
#include "property/difference.hpp"
#include "property/fold.hpp"
#include "property/random_ledger.hpp"
#include "support/catch.hpp"

using namespace reference;

namespace {

void agree(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at) {
    const auto lines = differences(replay(ledger, as_of, known_at), fold(ledger, as_of, known_at));
    if (lines.empty()) return;
    std::string all = "as of " + show(as_of) + (known_at ? " known at " + show(*known_at) : "") + ":";
    for (const std::string& line : lines) all += "\n  " + line;
    RC_FAIL(all);
}

}  // namespace

TEST_CASE("on random ledgers the fold and the reference agree on every figure (RULES sections 2 to 7)", "[agreement]") {
    constexpr int ledgers = 4000;
    const bool held = holds("agreement", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        for (const Millis probe : probes_of(seed)) {
            agree(ledger, probe, std::nullopt);
            if (const auto known_at = known_at_of(seed)) agree(ledger, probe, known_at);
        }
    });
    REQUIRE(held);
}
