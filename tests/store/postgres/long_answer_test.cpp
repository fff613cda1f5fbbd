// Answers of several portions: the next portion is taken while one is read, and whoever reads may ask meanwhile.

#include <cstdint>
#include <stdexcept>

#include "inmail/core/errors.hpp"
#include "postgres/connection.hpp"
#include "store/postgres/server_ledger.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::postgres::Answer;
using store::postgres::Connection;
using store::postgres::Question;

namespace {

constexpr std::int64_t many = 50'000;  // more than three portions

Question numbers_to(std::int64_t last) { return {"SELECT n FROM generate_series(1, $1::bigint) AS n", {last}}; }

std::int64_t two_of(Connection& connection) { return connection.ask({"SELECT 2::bigint"}).integer(0, 0); }

}  // namespace

TEST_CASE("a long answer comes whole and in order, and its reader may ask and read meanwhile") {
    const TestDatabase database;
    Connection connection(database.location());
    std::int64_t rows = 0;
    connection.read(numbers_to(many), [&](const Answer& answer, int row) {
        REQUIRE(answer.integer(row, 0) == ++rows);
        if (rows % 10'000 == 0) REQUIRE(two_of(connection) == 2);
        if (rows % 20'000 == 0) {
            std::int64_t inner = 0;
            connection.read(numbers_to(many), [&](const Answer& other, int at) { return other.integer(at, 0) == ++inner; });
            REQUIRE(inner == many);
        }
        return true;
    });
    CHECK(rows == many);
    CHECK_FALSE(connection.in_transaction());
}

TEST_CASE("a long answer that is left, or whose reader fails, does not disturb the next question") {
    const TestDatabase database;
    Connection connection(database.location());
    for (const std::int64_t last : {1, 16'384, 16'385, 40'000}) {
        INFO(last);
        std::int64_t rows = 0;
        connection.read(numbers_to(many), [&](const Answer&, int) { return ++rows < last; });
        CHECK(rows == last);
        CHECK(two_of(connection) == 2);
        const auto fail = [](const Answer&, int) -> bool { throw std::runtime_error("the reader fails"); };
        CHECK_THROWS_AS(connection.read(numbers_to(many), fail), std::runtime_error);
        CHECK(two_of(connection) == 2);
    }
    for (const std::int64_t last : {16'383, 16'384, 16'385, 32'768}) {
        std::int64_t rows = 0;
        connection.read(numbers_to(last), [&](const Answer&, int) { return ++rows != 0; });
        CHECK(rows == last);
    }
}

TEST_CASE("a long answer that the server cannot go on with fails where it is read") {
    const TestDatabase database;
    Connection connection(database.location());
    std::int64_t rows = 0;
    const auto count = [&](const Answer&, int) { return ++rows != 0; };
    CHECK_THROWS_AS(connection.read({"SELECT 1 / (30000 - n) FROM generate_series(1, 50000) AS n"}, count), Defect);
    CHECK(rows == 16'384);
    CHECK(two_of(connection) == 2);
    rows = 0;
    Connection other(database.location());
    const auto count_and_end = [&](const Answer&, int) {
        if (++rows == 1)
            other.ask(
                {"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                 "AND pid <> pg_backend_pid()"});
        return true;
    };
    CHECK_THROWS_AS(connection.read({"SELECT n, repeat('x', 1000) FROM generate_series(1, 1000000) AS n"}, count_and_end),
                    store::postgres::ServerFailure);
    CHECK(rows >= 16'384);
}
