#pragma once

#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

namespace inmail::test {

/// Events 1 to 8 fill every column. Two imported rows of terms stand between events 8 and 9.
inline const TestLedger& full_ledger() {
    static const TestLedger ledger;
    static const bool filled = [] {
        fill_every_field(ledger);
        ledger.import_own_terms("gold", day(40));
        ledger.import_own_terms("silver", day(40));
        ledger.record({with_key(send("ana", "cem", day(41)), "last")}, day(41));
        return true;
    }();
    REQUIRE(filled);
    return ledger;
}

}  // namespace inmail::test
