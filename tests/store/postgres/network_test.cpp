// The way to a server: away, slow, of another program, or not the one that its certificate names. Each is told in words, with
// exit code 1, and never with a password.

#include <signal.h>

#include <cstdlib>
#include <future>
#include <string>

#include "inmail/core/machine_faults.hpp"
#include "postgres/connection.hpp"
#include "store/postgres/fake_server.hpp"
#include "store/postgres/server_ledger.hpp"
#include "store/postgres/told.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;
using store::postgres::Connection;

namespace {

/// What tests/store/postgres/with-server says.
std::string of_server(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

Told told_of(const std::string& location) {
    return told_by([&] { static_cast<void>(store::open(location, Access::write)); });
}

void check_unreachable(const Told& told) {
    INFO(told.words);
    CHECK(told.code == ExitCode::failed);
    CHECK(told.words.find("cannot reach the ledger") == 0);
    CHECK(told.words.find("nothing was recorded") != std::string::npos);
    CHECK(told.words.find("secret") == std::string::npos);
}

}  // namespace

TEST_CASE("a server that is away, full, or refuses the user is told in words, and never the password") {
    const OnServer ledger;
    ledger.database.run(
        "DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 'right-secret'; "
        "DROP ROLE IF EXISTS crowded; CREATE ROLE crowded LOGIN CONNECTION LIMIT 0; "
        "DROP ROLE IF EXISTS locked_out; CREATE ROLE locked_out NOLOGIN");
    const std::string here = "host=" + of_server("INMAIL_TEST_SERVER");
    const std::string name = ledger.database.name();
    const std::string refused[] = {
        "postgresql://ana:secret@127.0.0.1:1/ledger",
        "postgresql:///ledger?host=/nowhere&password=secret",
        "postgresql://no-such-host.invalid/ledger?password=secret",
        "postgresql:///no_such_database?" + here,
        "postgresql:///" + name + "?user=no_such_user&password=secret&" + here,
        "postgresql:///" + name + "?user=crowded&" + here,
        "postgresql:///" + name + "?user=locked_out&" + here,
        "postgresql://guarded:wrong-secret@/" + name + "?" + here,
        "postgresql://guarded:wrong%2Dsecret@/" + name + "?" + here,
        "postgresql:///" + name + "?user=guarded&password=wrong-secret&" + here,
        "service=no-such-service password=secret",
    };
    for (const std::string& location : refused) {
        INFO(location);
        check_unreachable(told_of(location));
    }
    setenv("PGPASSWORD", "wrong-secret", 1);
    check_unreachable(told_of("postgresql:///" + name + "?user=guarded&" + here));
    unsetenv("PGPASSWORD");
}

TEST_CASE("another program on the port, and a server that never answers, are told in words") {
    // The wait for an answer takes its ten seconds; the others are tried meanwhile.
    const FakeServer silent("");
    auto waited = std::async(std::launch::async, [&] { return told_of("postgresql://127.0.0.1:" + silent.port() + "/x"); });
    for (const char* answer : {"HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "E", "N"}) {
        INFO(answer);
        const FakeServer other(answer);
        for (const char* mode : {"verify-full", "disable"}) {
            if (*answer == 'N' && *mode == 'd') continue;  // half an answer
            INFO(mode);
            check_unreachable(
                told_of("postgresql://127.0.0.1:" + other.port() + "/x?connect_timeout=2&password=secret&sslmode=" + mode));
        }
    }
    check_unreachable(waited.get());
}

TEST_CASE("a server that stops to answer is given up, whether it was asked something short or long") {
    using machine_fault::ServerUnusable;
    const TestDatabase database;
    for (const std::size_t size : {std::size_t{1}, std::size_t{20'000'000}}) {
        INFO(size);
        Connection connection(database.location(), std::chrono::seconds{1});
        CHECK(connection.ask({"SELECT current_setting('statement_timeout')"}).string(0, 0) == "30s");
        const auto pid = static_cast<pid_t>(connection.ask({"SELECT pg_backend_pid()"}).integer(0, 0));
        kill(pid, SIGSTOP);
        const Told told = told_by([&] { connection.ask({"SELECT length($1)", {std::string(size, 'x')}}); });
        kill(pid, SIGCONT);
        INFO(told.words);
        CHECK(told.code == ExitCode::failed);
        CHECK(told.words.find("gives no answer / Try again; nothing was recorded") != std::string::npos);
    }
}

TEST_CASE("over a network, a server proves its name by TLS, and a user may prove its own by a certificate") {
    const OnServer ledger;
    ledger.database.run("DROP ROLE IF EXISTS certified; CREATE ROLE certified LOGIN");
    ledger.open(Access::write)->server()->grant({"certified", MemberRole::manager});
    const std::string user = "&user=" + ledger.database.value("session_user");
    const std::string files = of_server("INMAIL_TEST_TLS") + "/";
    const std::string known = "&sslrootcert=" + files + "ca.crt";
    const auto own = [&](const std::string& name) { return "&sslcert=" + files + name + ".crt&sslkey=" + files + name + ".key"; };
    const struct {
        const char* what;
        const char* host;
        std::string more;
        bool is_taken;
    } cases[] = {
        {"a known authority", "db.example", user + known, true},
        {"the same, said", "db.example", user + known + "&sslmode=verify-full", true},
        {"another name", "other.example", user + known, false},
        {"an address instead of the name", "127.0.0.1", user + known, false},
        {"another authority", "db.example", user + "&sslrootcert=" + files + "other-ca.crt", false},
        {"no authority", "db.example", user + "&sslrootcert=" + files + "none.crt", false},
        {"a user's certificate", "db.example", "&user=certified" + known + own("certified"), true},
        {"none", "db.example", "&user=certified" + known, false},
        {"that of another user", "db.example", user + known + own("certified") + "&user=certified_too", false},
        {"that of another authority", "db.example", "&user=certified" + known + own("other"), false},
        {"none, and no TLS", "db.example", "&user=certified&sslmode=disable", false},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        const std::string location = std::string("postgresql://") + c.host + ":" + of_server("INMAIL_TEST_PORT") + "/" +
                                     ledger.database.name() + "?hostaddr=127.0.0.1" + c.more;
        if (!c.is_taken) {
            check_unreachable(told_of(location));
            continue;
        }
        CHECK(told_of(location).words == "");
        Connection connection(location);
        CHECK(connection.ask({"SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"}).flag(0, 0));
    }
}
