#include <fmt/format.h>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/fold_version.hpp"
#include "sqlite/migrations.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;

TEST_CASE("a checkpoint kept before one of its events was recorded is wrong (RULES section 2)") {
    const Instant at = day(31) - Duration{1};
    const auto state_of = [](AccountId) { return std::string{"unchanged"}; };
    struct Row {
        const char* what;
        EventRecord recorded_later;
        std::vector<std::string> wrong;
    };
    const Row rows[] = {
        {"its own event", send("ana", "jane", day(10)), {"ana"}},
        {"a void of its event", void_of("mail", day(60)), {"ana"}},
        {"a link to others, and so to theirs", join("ana", "acme", day(10)), {"acme", "ana", "ben"}},
        {"an event of a member", send("ben", "jane", day(10)), {"acme", "ben"}},
        {"what happened after it", send("ana", "jane", day(40)), {}},
        {"a void of what happened after it", void_of("later", day(41)), {}},
    };
    const TestLedger original;
    original.record({subscribe("ana", new_year), open_pool("acme", new_year), join("ben", "acme", new_year),
                     with_key(send("ana", "joe", day(2)), "mail"), with_key(send("ana", "joe", day(35)), "later")},
                    day(50));
    const auto keep = [&](const TestLedger& ledger) {
        const auto store = ledger.open();
        Scope scope;
        scope.until = at;
        store->checkpoints()->keep(scope, at, state_of);
        REQUIRE(ledger.sql("CREATE TABLE kept AS SELECT * FROM checkpoint") == "");
    };
    for (const auto& row : rows) {
        INFO(row.what);
        const TestLedger ledger(original);
        keep(ledger);
        ledger.record({row.recorded_later}, day(51));
        REQUIRE(ledger.sql("DELETE FROM checkpoint; INSERT INTO checkpoint SELECT * FROM kept") == "");
        const auto store = ledger.open();
        std::vector<std::string> wrong;
        for (const AccountId id : store->checkpoints()->wrong_at(at, state_of))
            wrong.push_back(id.is_pool() ? store->name_of(id.pool()) : store->name_of(id.seat()));
        CHECK(wrong == row.wrong);
    }
    const TestLedger ledger(original);
    keep(ledger);
    ledger.import_own_terms("gold", day(51));
    REQUIRE(ledger.sql("INSERT INTO checkpoint SELECT * FROM kept") == "");
    CHECK(ledger.open()->checkpoints()->wrong_at(at, state_of).size() == 3);
}

TEST_CASE("a checkpoint is ignored by a program with another fold or other shipped terms") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", new_year)}, day(50));
    const auto store = ledger.open();
    Scope scope;
    scope.until = day(31) - Duration{1};
    store->checkpoints()->keep(scope, scope.until, [](AccountId) { return std::string{"state"}; });
    const auto keep_as = [&](int fold, int schema) {
        const std::string text = fmt::format("{} {} 1 1 {} {}\nstate", fold, schema, day_of(scope.until).value, day(50).value);
        REQUIRE(ledger.sql("UPDATE checkpoint SET digest = x'" + to_hex(sha256(text)) + "'") == "");
    };
    struct Row {
        int fold;
        int schema;
        bool believed;
    };
    const int schema = store::newest_version();
    for (const Row& row :
         {Row{fold_version, schema, true}, Row{fold_version + 1, schema, false}, Row{fold_version, schema + 1, false}}) {
        INFO("fold " << row.fold << ", schema " << row.schema);
        keep_as(row.fold, row.schema);
        CHECK(ledger.open()->checkpoints()->latest(scope).has_value() == row.believed);
    }
}
