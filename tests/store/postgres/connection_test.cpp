// What a server, or the way to it, refuses: each in words, and nothing is recorded.

#include "postgres/connection.hpp"

#include <cstdlib>
#include <string>

#include "inmail/chain/chain.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/core/machine_faults.hpp"
#include "postgres/migrate.hpp"
#include "postgres/migrations.hpp"
#include "store/postgres/server_ledger.hpp"
#include "store/postgres/told.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;
using store::postgres::Connection;

namespace {

/// Of the server that tests/store/postgres/with-server started.
std::string port() {
    const char* number = std::getenv("INMAIL_TEST_PORT");
    return number == nullptr ? "" : number;
}

std::string on_tcp(const OnServer& ledger, const std::string& more) {
    return "postgresql://127.0.0.1:" + port() + "/" + ledger.database.name() + more;
}

}  // namespace

TEST_CASE("a user whom the server refuses is told so, and never the password") {
    const OnServer ledger;
    ledger.database.run("DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 'right-secret'");
    ledger.open(Access::write)->server()->grant({"guarded", MemberRole::manager});
    const struct {
        const char* more;
        ExitCode code;
        const char* words;
    } cases[] = {
        {"&password=right-secret", ExitCode::done, ""},
        {"&password=wrong-secret", ExitCode::failed, "password authentication failed"},
        {"", ExitCode::failed, "wants a password / Write it to ~/.pgpass"},
    };
    for (const auto& c : cases) {
        INFO(c.more);
        const Told told =
            told_by([&] { static_cast<void>(store::open(ledger.database.location("guarded") + c.more, Access::read)); });
        CHECK(told.code == c.code);
        CHECK(told.words.find(c.words) != std::string::npos);
        CHECK(told.words.find("secret") == std::string::npos);
    }
}

TEST_CASE("over a network, only TLS with a verified certificate is used unless the location says otherwise") {
    const OnServer ledger;
    const std::string user = "user=" + ledger.database.value("session_user");
    const Told told = told_by([&] { static_cast<void>(store::open(on_tcp(ledger, "?" + user), Access::read)); });
    CHECK(told.code == ExitCode::failed);
    CHECK(told.words.find("cannot reach the ledger") == 0);
    CHECK(store::open(on_tcp(ledger, "?sslmode=disable&" + user), Access::read)->info().zone == "Europe/Madrid");
    CHECK(ledger.open()->info().zone == "Europe/Madrid");  // a local socket
}

TEST_CASE("what a server cannot take is told in words, and nothing is recorded") {
    const struct {
        const char* setup;
        const char* words;
    } cases[] = {
        {"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$",
         "takes no writes: it is a standby, or set to be read-only / Name the primary server; nothing was recorded."},
        {"53100", "cannot grow: the server's disk is full / Free some space there and try again; nothing was recorded."},
        {"57014", "took longer than 30 seconds to answer / Try again; nothing was recorded."},
    };
    for (const auto& c : cases) {
        INFO(c.setup);
        const OnServer ledger;
        ledger.record({subscribe("ana", day(0))});
        const std::string setup = c.setup;
        constexpr std::size_t sqlstate_size = 5;
        ledger.database.run(setup.size() != sqlstate_size
                                ? setup
                                : "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE SQLSTATE ''" + setup +
                                      "''; END'; CREATE TRIGGER fail BEFORE INSERT ON inmail.event EXECUTE FUNCTION fail()");
        const Told told = told_by([&] { ledger.record({subscribe("ben", day(0))}); });
        CHECK(told.code == ExitCode::failed);
        INFO(told.words);
        CHECK(told.words.find(c.words) != std::string::npos);
        CHECK(ledger.open()->extent().events == 1);
    }
}

TEST_CASE("a database of another program, and a user without rights, are told apart") {
    const TestDatabase other;
    const auto open = [&other](const std::string& user) {
        return told_by([&] { static_cast<void>(store::open(other.location(user), Access::read)); });
    };
    CHECK(open("").code == ExitCode::input);
    CHECK(open("").words.find("there is no ledger in") == 0);
    other.run("CREATE SCHEMA inmail; CREATE TABLE inmail.ledger (x integer)");
    CHECK(open("").code == ExitCode::input);
    other.run("DROP ROLE IF EXISTS passer; CREATE ROLE passer LOGIN; DROP SCHEMA inmail CASCADE");
    CHECK(open("passer").code == ExitCode::input);
    store::create(other.location(), "linkedin", "UTC", new_year);
    CHECK(open("passer").code == ExitCode::failed);
    CHECK(open("passer").words.find("the user passer has no rights to do this in") == 0);
    CHECK(told_by([&] { store::create(other.location("passer"), "linkedin", "UTC", new_year); }).code != ExitCode::done);
}

TEST_CASE("an older schema is refused until its owner migrates it, and by nobody else") {
    const TestDatabase database;
    {
        Connection connection(database.location());
        connection.ask({"BEGIN"});
        for (const auto& migration : store::postgres::migrations()) {
            if (migration.version < store::postgres::newest_version()) apply(connection, migration, new_year);
        }
        const LedgerInfo info{std::string(32, 'a'), "linkedin", "UTC", new_year};
        connection.ask_all(
            {{"INSERT INTO inmail.ledger SELECT 1, $1, id, 'UTC', $2::bigint FROM inmail.rulebook WHERE name = 'linkedin'",
              {info.id, new_year}},
             {"INSERT INTO inmail.head (only_row, seq, hash, writer) VALUES (1, 0, $1::bytea, '0')", {Chain().origin(info)}},
             {"COMMIT"}});
    }
    database.run("DROP ROLE IF EXISTS passer; CREATE ROLE passer LOGIN");
    const auto open = [&] { static_cast<void>(store::open(database.location(), Access::write)); };
    CHECK(told_by(open).code == ExitCode::input);
    CHECK(told_by(open).words.find("`inmail migrate`") != std::string::npos);
    CHECK(told_by([&] { store::migrate(database.location("passer"), day(1)); }).code == ExitCode::failed);
    const std::string writer = database.value("SELECT writer FROM inmail.head");
    const auto migrated = store::migrate(database.location(), day(1));
    CHECK(database.value("SELECT writer FROM inmail.head") != writer);  // a write that was begun before is judged again
    CHECK(migrated.from == store::postgres::newest_version() - 1);
    CHECK(migrated.to == store::postgres::newest_version());
    CHECK(store::migrate(database.location(), day(1)).from == migrated.to);
    CHECK(told_by(open).code == ExitCode::done);
    database.run("INSERT INTO inmail.migration VALUES (999, '0999_later', 'x', 0)");
    CHECK(told_by(open).code == ExitCode::damaged);
    CHECK(told_by([&] { store::migrate(database.location(), day(1)); }).code == ExitCode::damaged);
}

TEST_CASE("a ledger that is being migrated is told so, and what was begun before is judged again") {
    const OnServer ledger;
    ledger.record({subscribe("ana", day(0))});
    // Instead of the thirty seconds of a statement.
    ledger.database.run("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = 200', current_database()); END $$");
    Connection owner(ledger.database.location());
    owner.ask({"BEGIN"});
    owner.ask({"LOCK TABLE inmail.migration IN ACCESS EXCLUSIVE MODE"});
    const auto tries = {
        told_by([&] { static_cast<void>(ledger.open(Access::read)); }),
        told_by([&] { static_cast<void>(ledger.open(Access::write)); }),
        told_by([&] { store::migrate(ledger.database.location(), day(1)); }),
    };
    for (const Told& told : tries) {
        INFO(told.words);
        CHECK(told.code == ExitCode::failed);
        CHECK(told.words.find("is being migrated / Try again when that is done; nothing was recorded.") != std::string::npos);
    }
    owner.ask({"ROLLBACK"});

    const auto opened_before = ledger.open(Access::write);
    auto begun_before = opened_before->begin(day(1), "send");
    begun_before->append(send("ana", "x", day(1)));
    // As the migration of a newer program does.
    ledger.database.run(
        "INSERT INTO inmail.migration VALUES (999, '0999_later', 'x', 0); UPDATE inmail.head SET writer = pg_current_xact_id()");
    CHECK_THROWS_AS(begun_before->commit(), HeadMoved);
    begun_before.reset();
    CHECK(told_by([&] { static_cast<void>(opened_before->begin(day(1), "send")); }).code == ExitCode::damaged);
    CHECK(ledger.database.value("SELECT count(*) FROM inmail.event") == "1");
}

TEST_CASE("what a session asks again is prepared once, also if a flight fails before") {
    const TestDatabase database;
    Connection connection(database.location());
    const auto next = [](std::int64_t number) { return store::postgres::repeated({"SELECT $1::bigint + 1", {number}}); };
    const auto twice = [](std::int64_t number) { return store::postgres::repeated({"SELECT $1::bigint * 2", {number}}); };
    const auto prepared = [&] { return connection.ask({"SELECT count(*) FROM pg_prepared_statements"}).integer(0, 0); };
    const auto answers = connection.ask_all({next(1), next(2)});
    CHECK(answers.at(0).integer(0, 0) == 2);
    CHECK(answers.at(1).integer(0, 0) == 3);
    CHECK(connection.ask(next(3)).integer(0, 0) == 4);
    CHECK(prepared() == 1);

    CHECK_THROWS_AS(connection.ask_all({{"SELECT 1 / 0"}, twice(4)}), Defect);
    CHECK(connection.ask(twice(4)).integer(0, 0) == 8);
    CHECK_THROWS_AS(connection.ask(store::postgres::repeated({"SELECT nothing"})), Defect);
    CHECK(connection.ask_all({next(5), twice(5)}).at(1).integer(0, 0) == 10);
    CHECK(prepared() == 2);

    CHECK_THROWS_AS(connection.ask({"SELECT pg_terminate_backend(pg_backend_pid())"}), store::postgres::ServerFailure);
    connection.connect_again();
    CHECK(prepared() == 0);
    CHECK(connection.ask(next(6)).integer(0, 0) == 7);
    CHECK(prepared() == 1);
}
