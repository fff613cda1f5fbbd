// Answers of several portions: the next portion is taken while one is read, and whoever reads may ask meanwhile.

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>

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

TEST_CASE("a long answer that is copied comes whole and in order, and its reader may ask and read meanwhile") {
    const TestDatabase database;
    Connection connection(database.location());
    const auto words = [](std::int64_t number) { return "row " + std::to_string(number); };
    const Question question{
        "SELECT n, n - 30000, CASE WHEN n % 2 = 0 THEN 'row ' || n END, $2::bigint IS NULL FROM generate_series(1, $1::bigint) "
        "AS n",
        {many, std::nullopt}};
    for (const bool in_transaction : {false, true}) {
        INFO(in_transaction);
        if (in_transaction) connection.ask({"BEGIN"});
        connection.set_in_transaction(in_transaction);
        std::int64_t rows = 0;
        connection.read_all(question, [&](const Answer& answer, int row) {
            REQUIRE(answer.columns() == 4);
            REQUIRE(answer.integer(row, 0) == ++rows);
            REQUIRE(answer.integer(row, 1) == rows - 30'000);
            REQUIRE(answer.is_null(row, 2) == (rows % 2 == 1));
            REQUIRE(answer.text(row, 2) == (rows % 2 == 1 ? "" : words(rows)));
            REQUIRE(answer.flag(row, 3));
            if (rows == 5'000) {
                REQUIRE(two_of(connection) == 2);
                std::int64_t inner = 0;
                const auto count = [&](const Answer& other, int at) { return other.integer(at, 0) == ++inner; };
                connection.read(numbers_to(many), count);
                REQUIRE(inner == many);
                inner = 0;
                connection.read_all(numbers_to(many), count);
                REQUIRE(inner == many);
            }
        });
        CHECK(rows == many);
        CHECK(connection.in_transaction() == in_transaction);
        CHECK(two_of(connection) == 2);
        CHECK(connection.ask({"SELECT current_setting('statement_timeout')"}).string(0, 0) == "30s");
    }
    connection.read_all({"SELECT 1 WHERE false"}, [](const Answer&, int) { FAIL("no row"); });
    CHECK(two_of(connection) == 2);
}

TEST_CASE("a copied answer waits for its reader, and fails where the reader or the server does") {
    const TestDatabase database;
    Connection connection(database.location());
    connection.ask({"SELECT set_config('statement_timeout', '200ms', false)"});
    const Question wide{"SELECT n, repeat('x', 1000) FROM generate_series(1, 100000) AS n"};
    std::int64_t rows = 0;
    connection.read_all(wide, [&](const Answer&, int) {
        if (++rows == 1) std::this_thread::sleep_for(std::chrono::milliseconds{500});
    });
    CHECK(rows == 100'000);
    const auto fail = [](const Answer&, int) { throw std::runtime_error("the reader fails"); };
    CHECK_THROWS_AS(connection.read_all(numbers_to(many), fail), std::runtime_error);
    CHECK(two_of(connection) == 2);
    const auto ignore = [](const Answer&, int) {};
    CHECK_THROWS_AS(connection.read_all({"SELECT 1 / (30000 - n) FROM generate_series(1, 50000) AS n"}, ignore), Defect);
    CHECK(two_of(connection) == 2);
    CHECK_THROWS_AS(connection.read_all({"SELECT nothing"}, ignore), Defect);
    CHECK(two_of(connection) == 2);
    Connection other(database.location());
    rows = 0;
    const auto end = [&](const Answer&, int) {
        if (++rows == 1)
            other.ask(
                {"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                 "AND pid <> pg_backend_pid()"});
    };
    CHECK_THROWS_AS(connection.read_all(wide, end), store::postgres::ServerFailure);
    CHECK_THROWS_AS(two_of(connection), store::postgres::ServerFailure);
    connection.connect_again();
    CHECK(two_of(connection) == 2);
}
