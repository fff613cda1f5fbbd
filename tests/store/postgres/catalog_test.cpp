// migrations/postgres/catalog.txt is what the migrations make. INMAIL_ACCEPT=1 writes it anew.

#include "postgres/catalog.hpp"

#include <cstdlib>
#include <fstream>

#include "store/postgres/server_ledger.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

using namespace inmail;
using namespace inmail::test;
using store::postgres::Connection;

TEST_CASE("the catalog that verify expects is what the migrations make") {
    const TestDatabase database;
    store::create(database.location(), "linkedin", "UTC", new_year);
    Connection connection(database.location());
    const auto made = store::postgres::catalog_of(connection);
    CHECK(made.size() > 150);
    if (std::getenv("INMAIL_ACCEPT") != nullptr) {
        std::ofstream(INMAIL_SOURCE_DIR "/migrations/postgres/catalog.txt")
            << "# What the migrations make on a server: SHA-256 of the definition, type, name. Written by catalog_test.cpp.\n"
            << store::postgres::text_of(made);
        return;
    }
    CHECK(store::postgres::text_of(made) == store::postgres::text_of(store::postgres::expected_catalog()));
}
