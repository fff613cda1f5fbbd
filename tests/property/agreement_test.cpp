#include <optional>

#include "property/check.hpp"
#include "property/fold.hpp"
#include "property/random_ledger.hpp"
#include "property/stored_ledger.hpp"
#include "support/catch.hpp"

using namespace reference;

namespace {

std::string when(Millis as_of, std::optional<Millis> known_at) {
    return "as of " + show(as_of) + (known_at ? " known at " + show(*known_at) : "");
}

}  // namespace

TEST_CASE("the fold and the reference agree on every figure of random ledgers (RULES sections 3 to 7)", "[agreement]") {
    constexpr int ledgers = 4000;
    const bool held = holds("agreement", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        for (const Millis as_of : probes_of(seed)) {
            require_same(when(as_of, std::nullopt), "reference", replay(ledger, as_of), "fold", fold(ledger, as_of));
        }
    });
    REQUIRE(held);
}

TEST_CASE("a store and the reference agree on every figure of random ledgers, as known now and earlier (RULES sections 2 and 3)",
          "[laws]") {
    constexpr int ledgers = 100;
    const bool held = holds("agreement of a store", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        StoredLedger stored(ledger);
        stored.import_all(ledger.events);
        for (const Millis as_of : probes_of(seed)) {
            for (const std::optional<Millis> known_at : {std::optional<Millis>{}, known_at_of(seed)}) {
                require_same(when(as_of, known_at), "reference", replay(ledger, as_of, known_at), "store",
                             stored.state(as_of, known_at));
            }
        }
    });
    REQUIRE(held);
}
