#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;

TEST_CASE("one seat, and what changes plans, is read through an index, without scanning the ledger") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0)), open_pool("acme", day(0))});
    const auto plan_of = [&](const std::string& condition, const std::string& index) {
        SQLite::Database database(ledger.path().string());
        SQLite::Statement plan(database, "EXPLAIN QUERY PLAN SELECT key FROM event AS e INDEXED BY " + index + " WHERE " +
                                             condition + " AND e.occurred_at <= 1 ORDER BY e.occurred_at");
        std::string text;
        while (plan.executeStep()) text += plan.getColumn(3).getString();
        return text;
    };
    CHECK(plan_of("e.seat = 1", "event_by_seat") == "SEARCH e USING INDEX event_by_seat (seat=? AND occurred_at<?)");
    CHECK(plan_of("e.pool = 1 AND e.seat IS NULL", "event_by_pool") ==
          "SEARCH e USING INDEX event_by_pool (pool=? AND occurred_at<?)");
    CHECK(plan_of("e.kind IN (0, 1, 2, 13)", "event_plan") == "SEARCH e USING INDEX event_plan (occurred_at<?)");
}
