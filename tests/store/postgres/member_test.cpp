// Who may do what on a server: a hostile rep with psql, and a rep's program.

#include <string>
#include <vector>

#include "inmail/core/ledger_faults.hpp"
#include "postgres/connection.hpp"
#include "store/postgres/team_ledger.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;
using store::postgres::Answer;
using store::postgres::Connection;

namespace {

const char* const tables[] = {"migration",
                              "migration_seal",
                              "seat",
                              "pool",
                              "plan",
                              "rulebook",
                              "team",
                              "campaign",
                              "recorder",
                              "prospect",
                              "erased_prospect",
                              "earlier_spelling",
                              "ledger",
                              "terms",
                              "batch",
                              "archive_owner",
                              "told_again",
                              "import_zone",
                              "event",
                              "head",
                              "member",
                              "secret"};

/// An append as psql would send it, on the head as it is.
std::string appending(const std::string& event, const std::string& schema = "inmail_rep.") {
    return "BEGIN; SELECT " + schema +
           "begin_write(h.hash, h.writer, NULL, 1770000000000, 'send') FROM inmail_rep.head AS h; SELECT " + schema +
           "append_events('[" + event + "]'); COMMIT";
}

std::string event_json(int kind, const std::string& more) {
    return R"({"occurred_at": 1770000000000, "kind": )" + std::to_string(kind) + R"(, "key": "hostile", )" + more + "}";
}

}  // namespace

TEST_CASE("a hostile rep reads and changes no table") {
    const Team team;
    for (const std::string table : tables) {
        INFO(table);
        for (const std::string& sql :
             {"SELECT * FROM inmail." + table, "INSERT INTO inmail." + table + " DEFAULT VALUES", "DELETE FROM inmail." + table,
              "TRUNCATE inmail." + table, "UPDATE inmail." + table + " SET ctid = NULL", "COPY inmail." + table + " TO STDOUT",
              "BEGIN; LOCK TABLE inmail." + table, "DROP TABLE inmail." + table,
              "ALTER TABLE inmail." + table + " DISABLE TRIGGER ALL"}) {
            INFO(sql);
            CHECK(failure_of(team, "ana", sql) == "42501");
        }
    }
    CHECK(team.ledger.database.value("(SELECT count(*) FROM inmail.event)") == "12");
}

TEST_CASE("no view of a rep takes a write") {
    const Team team;
    const std::string views = team.ledger.database.value(
        "(SELECT string_agg(viewname, ' ' ORDER BY viewname) FROM pg_views WHERE schemaname = 'inmail_rep')");
    std::size_t begin = 0;
    while (begin < views.size()) {
        const std::size_t end = std::min(views.find(' ', begin), views.size());
        const std::string view = "inmail_rep." + views.substr(begin, end - begin);
        begin = end + 1;
        for (const std::string& sql : {"DELETE FROM " + view, "INSERT INTO " + view + " DEFAULT VALUES"}) {
            INFO(sql);
            CHECK(!failure_of(team, "ana", sql).empty());
        }
    }
    CHECK(team.ledger.database.value("(SELECT count(*) FROM inmail.event)") == "12");
    CHECK(team.ledger.database.value("(SELECT count(*) FROM inmail.seat)") == "4");
}

TEST_CASE("a hostile rep gains no rights") {
    const Team team;
    const std::string owner = team.ledger.database.value("session_user");
    const struct {
        std::string sql;
        const char* state;
    } cases[] = {
        {"SET ROLE " + owner, "42501"},
        {"SET ROLE mia", "42501"},
        {"SET SESSION AUTHORIZATION mia", "42501"},
        {"SET row_security = off; SELECT * FROM inmail.event", "42501"},
        {"SELECT inmail.my_role()", "42501"},
        {"SELECT inmail.opaque('guess')", "42501"},
        {"SELECT inmail.hidden_key(1)", "42501"},
        {"SELECT inmail.grant_role('ana', 'manager', NULL)", "42501"},
        {"SELECT inmail.give_rights('ana', 'manager')", "42501"},
        {"SELECT inmail.append_events('[]')", "42501"},
        {"SELECT inmail.append_terms('[]', '')", "42501"},
        {"SELECT inmail.set_archive_owner(1, 'x', '00', NULL)", "42501"},
        {"SELECT inmail.unanswered(ARRAY[1], 0)", "42501"},
        {"CREATE TABLE inmail.trap (x integer)", "42501"},
        {"CREATE TABLE inmail_rep.trap (x integer)", "42501"},
        {"CREATE OR REPLACE FUNCTION inmail_rep.clock(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'", "42501"},
        {"CREATE OR REPLACE FUNCTION inmail.my_role() RETURNS text LANGUAGE sql AS 'SELECT ''owner'''", "42501"},
        {"GRANT SELECT ON inmail.event TO ana", "42501"},
        {"ALTER ROLE ana SUPERUSER", "42501"},
        // Names of its own in front of those that the functions mean.
        {"CREATE TEMP TABLE member (name text, role text, seat integer); INSERT INTO member VALUES ('ana', 'manager', NULL); "
         "SET search_path = pg_temp, inmail_rep; " +
             appending(event_json(9, R"("seat": "ana", "amount": 50)")),
         "IM004"},
        {"CREATE FUNCTION pg_temp.my_role() RETURNS text LANGUAGE sql AS 'SELECT ''owner'''; SET search_path = pg_temp, "
         "inmail_rep; " +
             appending(event_json(9, R"("seat": "ana", "amount": 50)")),
         "IM004"},
    };
    for (const auto& c : cases) {
        INFO(c.sql);
        CHECK(failure_of(team, "ana", c.sql) == c.state);
    }
    CHECK(team.ledger.database.value("(SELECT count(*) FROM inmail.event)") == "12");
}

TEST_CASE("a rep appends only messages and observations of its own seat, and voids of its own") {
    const Team team;
    const struct {
        const char* what;
        std::string event;
        bool is_taken;
    } cases[] = {
        {"another's seat", event_json(5, R"("seat": "ben", "prospect": "x", "salt": "00112233445566778899aabbccddeeff")"), false},
        {"no seat", event_json(5, R"("prospect": "x", "salt": "00112233445566778899aabbccddeeff")"), false},
        {"the seat in other letters", event_json(10, R"("seat": "Ana", "amount": 5)"), false},
        {"a pool with its own seat", event_json(5, R"("seat": "ana", "pool": "other")"), false},
        {"a seat to take over", event_json(5, R"("seat": "ana", "to_seat": "zoe")"), false},
        {"subscribe", event_json(0, R"("seat": "ana", "plan": "sales-navigator-core")"), false},
        {"cancel", event_json(2, R"("seat": "ana")"), false},
        {"assign", event_json(3, R"("seat": "ana", "name": "Eve")"), false},
        {"purchase", event_json(8, R"("seat": "ana", "amount": 5)"), false},
        {"adjust", event_json(9, R"("seat": "ana", "amount": 5)"), false},
        {"rollover", event_json(11, R"("seat": "ana")"), false},
        {"reassign", event_json(13, R"("seat": "zoe", "to_seat": "ana")"), false},
        {"a void of another's event", event_json(12, R"("ref": "zoes-send")"), false},
        {"a void of its own seat's event that another recorded", event_json(12, R"("ref": "anas-send")"), false},
        {"a void of nothing", event_json(12, R"("ref": "nothing")"), false},
        {"another recorder", event_json(10, R"("seat": "ana", "amount": 5, "recorded_by": "mia")"), false},
        {"another time of recording", event_json(10, R"("seat": "ana", "amount": 5, "recorded_at": 1)"), false},
        {"another batch", event_json(10, R"("seat": "ana", "amount": 5, "batch": "b1")"), false},
        {"a key that is taken, and unseen",
         R"({"occurred_at": 1770000000000, "kind": 10, "key": "zoes-send", "seat": "ana", "amount": 5})", false},
        {"its own send", event_json(5, R"("seat": "ana", "prospect": "x", "salt": "00112233445566778899aabbccddeeff")"), true},
        {"a void of it", R"({"occurred_at": 1770000000000, "kind": 12, "key": "hostile-2", "ref": "hostile"})", true},
        {"its own observation", R"({"occurred_at": 1770000000000, "kind": 10, "key": "own", "seat": "ana", "amount": 5})", true},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        CHECK(failure_of(team, "ana", appending(c.event)) == (c.is_taken ? "" : "IM004"));
    }
    CHECK(team.ledger.database.value("(SELECT count(*) FROM inmail.event)") == "15");
    CHECK(team.ledger.open()->find_event("own")->recorded_by == "ana");
}

TEST_CASE("a rep appends no event that verify would find damaged for ever") {
    const Team team;
    const auto found_before = team.ledger.open()->maintenance()->verify("").size();
    const std::string salted = R"("seat": "ana", "salt": "00112233445566778899aabbccddeeff", )";
    const std::string events[] = {
        event_json(10, R"("seat": "ana")"),
        event_json(10, R"("seat": "ana", "amount": -1)"),
        event_json(10, R"("seat": "ana", "amount": 1000001)"),
        event_json(10, R"("seat": "ana", "amount": 5, "channel": 0)"),
        event_json(5, R"("seat": "ana")"),
        event_json(5, salted + R"("prospect": "")"),
        event_json(5, salted + R"("prospect": "x", "amount": 1)"),
        event_json(5, salted + R"("prospect": "x", "chars": -1)"),
        event_json(5, salted + R"("prospect": "x", "chars": 1000001)"),
        event_json(5, salted + R"("prospect": "bell \u0007")"),
        event_json(5, salted + R"("prospect": "x", "note": "two\nlines")"),
        event_json(5, salted + R"("prospect": "x", "thread": "\u009b")"),
        event_json(5, salted + R"("prospect": ")" + std::string(501, 'x') + "\""),
        event_json(5, salted + R"("prospect": "x", "note": ")" + std::string(2001, 'x') + "\""),
        event_json(5, salted + R"("prospect": "x", "campaign": ")" + std::string(201, 'x') + "\""),
        event_json(7, salted + R"("prospect": "x", "channel": 0)"),
        R"({"occurred_at": 1770000000000, "kind": 10, "key": "", "seat": "ana", "amount": 5})",
        R"({"occurred_at": 1770000000000, "kind": 10, "seat": "ana", "amount": 5})",
    };
    for (const std::string& event : events) {
        INFO(event);
        CHECK(!failure_of(team, "ana", appending(event)).empty());
    }
    CHECK(team.ledger.database.value("(SELECT count(*) FROM inmail.event)") == "12");
    const std::string longest =
        salted + R"("prospect": ")" + std::string(500, 'x') + R"(", "note": ")" + std::string(2000, 'x') + "\"";
    CHECK(failure_of(team, "ana", appending(event_json(5, longest))).empty());
    // The ledger of a test has a clock of its own, and so a changed function.
    CHECK(found_before == team.ledger.open()->maintenance()->verify("").size());
}

TEST_CASE("a rep appends nothing outside of a write of its own") {
    const Team team;
    CHECK(failure_of(team, "ana", "SELECT inmail_rep.append_events('[" + event_json(10, R"("seat": "ana", "amount": 5)") + "]')")
              .find("begin_write") != std::string::npos);
}

TEST_CASE("a rep reads the texts of its own events, and none of others") {
    const Team team;
    // Whatever stands in any view, as text.
    std::string seen;
    Connection connection(team.ledger.database.location("ana"));
    const Answer views = connection.ask(
        {"SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'inmail_rep' "
         "AND c.relkind = 'v'"});
    for (int row = 0; row < views.rows(); ++row) {
        const Answer rows = connection.ask({"SELECT v::text FROM inmail_rep." + views.string(row, 0) + " AS v"});
        for (int i = 0; i < rows.rows(); ++i) seen += rows.string(i, 0) + "\n";
    }
    for (const char* own : {"jane", "anas-send", "old-pending", "acme"}) {
        INFO(own);
        CHECK(seen.find(own) != std::string::npos);
    }
    for (const char* foreign : {"secret", "Secret", "ben", "zoe", "other-prospect", "zoes-send", "old-answered", "mia"}) {
        INFO(foreign);
        CHECK(seen.find(foreign) == std::string::npos);
    }
}

TEST_CASE("a rep's fold reads the same instants, kinds, channels and amounts as a manager's (RULES section 3)") {
    const Team team;
    const auto as_rep = team.open_as("ana");
    const auto as_manager = team.open_as("mia");
    const auto told = [](Store& store) {
        std::vector<std::string> all;
        Scope scope;
        scope.accounts = {seat_of(store, "ana")};
        store.read(scope, [&](const Event& event) {
            std::string line = std::to_string(event.at.value) + " " + std::to_string(event.payload.index()) + " " +
                               std::to_string(event.seat.value) + " " + std::to_string(event.pool.value);
            if (const auto* sent = std::get_if<Event::Send>(&event.payload)) line += " " + std::to_string(sent->prospect.value);
            all.push_back(line);
        });
        return all;
    };
    CHECK(told(*as_rep) == told(*as_manager));
    CHECK(told(*as_rep).size() == 10);
    CHECK(as_rep->subscribed(AccountId::Kind::seat) == std::vector<std::string>{"ana"});
}

TEST_CASE("the stand-ins of hidden keys keep the order of the events of one instant") {
    const Team team;
    team.ledger.record({with_key(send("ben", "x", day(7)), "a-hidden"), with_key(send("ana", "x", day(7)), "b-own"),
                        with_key(send("ben", "y", day(7)), "c-hidden"), with_key(send("ben", "z", day(7)), "d-hidden"),
                        with_key(send("ana", "y", day(7)), "e-own")});
    const auto as_rep = team.open_as("ana");
    std::vector<std::string> seats;
    Scope scope;
    scope.accounts = {seat_of(*as_rep, "ana")};
    scope.after = day(7) - Duration{1};
    as_rep->read(scope, [&](const Event& event) { seats.push_back(as_rep->name_of(event.seat)); });
    const auto hidden = as_rep->name_of(*team.open_as("mia")->find_seat("ben"));
    CHECK(hidden == "(seat " + std::to_string(team.open_as("mia")->find_seat("ben")->value) + ")");
    CHECK(seats == std::vector<std::string>{hidden, "ana", hidden, hidden, "ana"});
}

TEST_CASE("a rep's program records, takes back, and is refused with the reason") {
    const Team team;
    {
        const auto store = team.open_as("ana", Access::write);
        const auto transaction = store->begin(day(8), "send");
        transaction->append(with_key(send("ana", "new-prospect", day(8)), "new"));
        transaction->commit();
        CHECK(store->find_event("new")->recorded_by == "ana");
        CHECK(store->find_event("new")->prospect == "new-prospect");
    }
    const struct {
        EventRecord record;
        ledger_refusal::NotAllowed::Why why;
    } cases[] = {
        {send("ben", "x", day(8)), ledger_refusal::NotAllowed::Why::seat},
        {adjust("ana", 5, day(8)), ledger_refusal::NotAllowed::Why::kind},
        {void_of("anas-send", day(8)), ledger_refusal::NotAllowed::Why::voids},
    };
    for (const auto& c : cases) {
        const auto store = team.open_as("ana", Access::write);
        const auto transaction = store->begin(day(8), "test");
        transaction->append(c.record);
        try {
            transaction->commit();
            FAIL("a commit that should be refused");
        } catch (const RefusedByLedger& refusal) { CHECK(std::get<ledger_refusal::NotAllowed>(refusal.reason()).why == c.why); }
    }
    CHECK(team.ledger.open()->extent().events == 13);
}

TEST_CASE("a manager records everything, an auditor nothing") {
    const Team team;
    {
        const auto store = team.open_as("mia", Access::write);
        const auto transaction = store->begin(day(8), "adjust");
        transaction->append(with_key(adjust("ben", 5, day(8)), "gift"));
        transaction->commit();
        CHECK(store->find_event("gift")->recorded_by == "mia");
    }
    CHECK(team.open_as("aud")->find_event("secret-key")->note == "secret note");
    const auto store = team.open_as("aud", Access::write);
    const auto transaction = store->begin(day(8), "adjust");
    transaction->append(adjust("ben", 5, day(8)));
    CHECK_THROWS_AS(transaction->commit(), Refusal);
    for (const char* user : {"mia", "aud"}) {
        INFO(user);
        CHECK(failure_of(team, user, "SELECT * FROM inmail.secret") == "42501");
        CHECK(failure_of(team, user, "DELETE FROM inmail.event") == "42501");
        CHECK(failure_of(team, user, "SELECT inmail.grant_role('" + std::string(user) + "', 'manager', NULL)") == "42501");
    }
}

TEST_CASE("a member of nothing any more reads and records nothing") {
    const Team team;
    team.ledger.open(Access::write)->server()->revoke("ana");
    CHECK_THROWS_AS(team.open_as("ana"), MachineFailure);
    CHECK(failure_of(team, "ana", "SELECT * FROM inmail_rep.event") == "42501");
    CHECK_THROWS_AS(team.ledger.open(Access::write)->server()->revoke("ana"), InvalidLedgerRequest);
    CHECK_THROWS_AS(team.ledger.open(Access::write)->server()->grant({"nobody-of-this-name", MemberRole::manager}),
                    InvalidLedgerRequest);
}

TEST_CASE("who is given another role loses the former one") {
    const Team team;
    const auto owner = team.ledger.open(Access::write);
    owner->server()->grant({"mia", MemberRole::rep, "ben"});
    CHECK(failure_of(team, "mia", "SELECT * FROM inmail.event") == "42501");
    CHECK(team.open_as("mia")->subscribed(AccountId::Kind::seat) == std::vector<std::string>{"ben"});
}

TEST_CASE("anybody in the ledger learns whether, when and of which seat an InMail to one prospect is pending") {
    const Team team;
    const std::string now = team.ledger.database.value("(extract(epoch FROM clock_timestamp()) * 1000)::bigint");
    const Instant sent{std::stoll(now) - days(1).value};
    EventRecord mail = send("ben", "jane", sent);
    mail.note = "not told";
    team.ledger.record({mail});
    Connection connection(team.ledger.database.location("ana"));
    const Answer answer = connection.ask({"SELECT seat, sent_at FROM inmail_rep.pending_with('jane')"});
    REQUIRE(answer.rows() == 1);
    CHECK(answer.text(0, 0) == "ben");
    CHECK(answer.integer(0, 1) == sent.value);
    CHECK(connection.ask({"SELECT seat FROM inmail_rep.pending_with('secret-prospect')"}).rows() == 0);  // long ago
    team.ledger.record({reply("ben", "jane", sent + Duration{1})});
    CHECK(connection.ask({"SELECT seat FROM inmail_rep.pending_with('jane')"}).rows() == 0);
}

TEST_CASE("a rep who sends is told of a colleague's pending InMail to the same person, and a manager sees it anyway") {
    const Team team;
    const std::string now = team.ledger.database.value("(extract(epoch FROM clock_timestamp()) * 1000)::bigint");
    const Instant first{std::stoll(now) - days(2).value};
    const Instant second{first.value + days(1).value};
    team.ledger.record({send("ben", "jane", first), send("ben", "jane", second), send("ana", "jane", second)});
    const auto seen_by = [&](const std::string& user, const std::string& prospect) {
        std::string seen;
        for (const PendingWith& pending : team.open_as(user)->server()->pending_out_of_sight(prospect))
            seen += pending.seat + (pending.sent_at == first ? " first" : " later");
        return seen;
    };
    CHECK(seen_by("ana", "jane") == "ben first");
    CHECK(seen_by("ana", "secret-prospect").empty());  // long ago
    CHECK(seen_by("mia", "jane").empty());
}

TEST_CASE("every function with its owner's rights has a search path of its own") {
    const Team team;
    CHECK(
        team.ledger.database.value(
            "(SELECT count(*) FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname LIKE 'inmail%' "
            "AND p.prosecdef AND NOT coalesce('search_path=inmail, pg_temp' = ANY (p.proconfig), false))") == "0");
}

TEST_CASE("nobody but the owner and members may call a function or read a table") {
    const Team team;
    CHECK(
        team.ledger.database.value(
            "(SELECT count(*) FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname LIKE 'inmail%' "
            "AND EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a WHERE a.grantee = 0))") ==
        "0");
    CHECK(team.ledger.database.value(
              "(SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace, aclexplode(c.relacl) AS a "
              "WHERE n.nspname LIKE 'inmail%' AND a.privilege_type <> 'SELECT' AND a.grantee <> c.relowner)") == "0");
}
