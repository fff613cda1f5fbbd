// Who erases a name on a server, and what is left of it.

#include <string>

#include "inmail/core/ledger_faults.hpp"
#include "store/postgres/team_ledger.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

TEST_CASE("the owner and a manager erase a name, which leaves a digest for the chain; a rep and an auditor do not") {
    const Team team;
    const auto names = [&](const std::string& name) {
        return team.ledger.database.value("(SELECT count(*) FROM inmail.prospect WHERE name = '" + name + "')");
    };
    for (const char* user : {"ana", "aud"}) {
        INFO(user);
        const auto store = team.open_as(user, Access::write);
        CHECK_THROWS_AS(store->maintenance()->erase({"jane"}, day(9)), RefusedByLedger);
        CHECK_THROWS_AS(store->maintenance()->traces(), RefusedByLedger);
        CHECK(!failure_of(team, user, "SELECT erase_prospects('{jane}', 0)").empty());
    }
    CHECK(names("jane") == "1");
    const std::string head = team.ledger.open()->extent().head;
    const auto as_manager = team.open_as("mia", Access::write);
    CHECK(as_manager->maintenance()->traces().in_pages);
    as_manager->maintenance()->erase({"jane", "nobody-of-this-name"}, day(9));
    CHECK(names("jane") == "0");
    CHECK(as_manager->find_event("anas-send")->prospect_erased);
    const auto as_owner = team.ledger.open(Access::write);
    CHECK(!as_owner->maintenance()->traces().in_pages);
    as_owner->maintenance()->erase({"secret-prospect"}, day(9));
    CHECK(names("secret-prospect") == "0");
    CHECK(team.ledger.open()->extent().head == head);
    CHECK(is_sound(*team.ledger.open()));
    CHECK(team.ledger.database.value("(SELECT string_agg(erased_at::text, ' ') FROM inmail.erased_prospect)") ==
          std::to_string(day(9).value) + " " + std::to_string(day(9).value));
}

TEST_CASE("neither pages nor statistics of the server keep a name that its owner erased") {
    const Team team;
    team.ledger.database.run("ANALYZE inmail.prospect, inmail.earlier_spelling");
    CHECK(team.ledger.database.value("(SELECT count(*) FROM pg_stats WHERE schemaname = 'inmail' AND tablename IN "
                                     "('prospect', 'earlier_spelling') AND attname IN ('name', 'key'))") == "0");
    const auto page_has_jane = [&] {
        return team.ledger.database.value(
            "position('\\x6a616e65'::bytea IN pg_read_binary_file(pg_relation_filepath('inmail.prospect'))) > 0");
    };
    team.ledger.database.run("CHECKPOINT");
    REQUIRE(page_has_jane() == "true");
    team.ledger.open(Access::write)->maintenance()->erase({"jane"}, day(9));
    team.ledger.database.run("CHECKPOINT");
    CHECK(page_has_jane() == "false");
}

TEST_CASE("a write that has seen a name begins again when the name is erased meanwhile") {
    const Team team;
    const auto store = team.open_as("ana", Access::write);
    const auto transaction = store->begin(day(8), "send");
    transaction->append(send("ana", "jane", day(8)));
    team.open_as("mia", Access::write)->maintenance()->erase({"jane"}, day(9));
    CHECK_THROWS_AS(transaction->commit(), HeadMoved);
}
