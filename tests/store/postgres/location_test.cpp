// What locations of servers show of themselves. No server runs there.

#include <string>

#include "inmail/core/ledger_faults.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/store/open.hpp"
#include "store/records.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;

namespace {

std::string words_of(const Error& error) {
    const auto words = render::words_of(error);
    return words.what + "\n" + words.next_step;
}

}  // namespace

TEST_CASE("a server that is away is a failure of the machine, told without the password") {
    for (const char* location : {"postgresql://ana:s3cret@127.0.0.1:1/ledger", "postgres://127.0.0.1:1/ledger?password=s3cret",
                                 "service=no-such-service", "postgresql:///ledger?host=/no/such/folder&password=s3cret"}) {
        INFO(location);
        const auto check = [](const auto& connect) {
            try {
                connect();
                FAIL("there is a server");
            } catch (const MachineFailure& failure) {
                INFO(words_of(failure));
                CHECK(words_of(failure).find("s3cret") == std::string::npos);
                CHECK(words_of(failure).find("cannot reach") != std::string::npos);
            }
        };
        check([&] { static_cast<void>(store::open(location, store::Access::read)); });
        check([&] { store::create(location, "linkedin", "UTC", new_year); });
    }
}

TEST_CASE("a location that cannot be read is wrong input, told without the password") {
    for (const char* location :
         {"postgresql://ana:word@s3cret@127.0.0.1:1/ledger", "postgresql://ana:s3cret@127.0.0.1:1/ledger?no_such_option=1",
          "postgresql://ana:s3cret@127.0.0.1:s3cret/ledger", "postgresql://ana:s3cret@[127.0.0.1/ledger"}) {
        INFO(location);
        try {
            static_cast<void>(store::open(location, store::Access::read));
            FAIL("it was opened");
        } catch (const InvalidLedgerRequest& error) {
            INFO(words_of(error));
            CHECK(words_of(error).find("s3cret") == std::string::npos);
            CHECK(words_of(error).find("cannot read the location") != std::string::npos);
        }
    }
}

TEST_CASE("a location is shown without its password") {
    CHECK(store::shown("postgresql://ana:s3cret@db.example:6432/team?sslmode=require") ==
          "postgresql://ana@db.example:6432/team");
    // So that it can be typed again.
    CHECK(store::shown("postgresql://an%27a:s3cret@[::1]:6432/the%20%22team%22") ==
          "postgresql://an%27a@[::1]:6432/the%20%22team%22");
    CHECK(store::shown("postgres://db.example/team?password=s3cret&user=ana") == "postgresql://ana@db.example/team");
    CHECK(store::shown("postgresql:///team?host=/run/postgresql") == "postgresql:///team?host=/run/postgresql");
    CHECK(store::shown("service=team password=s3cret") == "service=team");
    CHECK(store::shown("team/ledger.db") == "team/ledger.db");
}

TEST_CASE("a server's location has none of the risks of a file") {
    CHECK(store::access_risks("postgresql://ana:s3cret@127.0.0.1:1/ledger").empty());
}
