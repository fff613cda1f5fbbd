#include "inmail/chain/event_key.hpp"

#include <string>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/damage.hpp"
#include "sqlite/key_column.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;

TEST_CASE("a key has one stored form, and is read as it was given") {
    struct Row {
        const char* key;
        const char* stored;
    };
    const Row rows[] = {
        {"00000000000000000000000000", "x'00000000000000000000000000000000'"},
        {"7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'"},
        {"01ARZ3NDEKTSV4RRFFQ69G5FAV", "x'01563E3AB5D3D6764C61EFB99302BD5B'"},  // the example of the ULID specification
        {"8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "'8ZZZZZZZZZZZZZZZZZZZZZZZZZ'"},         // 129 bits
        {"01arz3ndektsv4rrffq69g5fav", "'01arz3ndektsv4rrffq69g5fav'"},
        {"01ARZ3NDEKTSV4RRFFQ69G5FAU", "'01ARZ3NDEKTSV4RRFFQ69G5FAU'"},  // U is no digit
        {"01ARZ3NDEKTSV4RRFFQ69G5FA", "'01ARZ3NDEKTSV4RRFFQ69G5FA'"},
        {"01ARZ3NDEKTSV4RRFFQ69G5FAVV", "'01ARZ3NDEKTSV4RRFFQ69G5FAVV'"},
        {"crm-17", "'crm-17'"},
        {"row:00000000000000000000000000000000", "x'7200000000000000000000000000000000'"},
        {"row:0123456789abcdefffffffffffffffff", "x'720123456789ABCDEFFFFFFFFFFFFFFFFF'"},
        {"row:0123456789ABCDEFFFFFFFFFFFFFFFFF", "'row:0123456789ABCDEFFFFFFFFFFFFFFFFF'"},
        {"row:0123456789abcdeffffffffffffffff", "'row:0123456789abcdeffffffffffffffff'"},
        {"row:0123456789abcdeffffffffffffffffg", "'row:0123456789abcdeffffffffffffffffg'"},
        {"Row:0123456789abcdefffffffffffffffff", "'Row:0123456789abcdefffffffffffffffff'"},
    };
    const TestLedger ledger;
    ledger.record({with_key(subscribe("ana", day(0)), "start")}, day(0));
    for (const auto& row : rows) {
        INFO(row.key);
        constexpr std::size_t of_digits = 35;  // 16 bytes in hex, x, and two quotes
        CHECK(is_generated_key(row.key) == (std::string(row.stored).size() == of_digits));
        ledger.record({with_key(send("ana", "jane", day(1)), row.key)}, day(1));
        CHECK(ledger.value("SELECT quote(key) FROM event ORDER BY seq DESC LIMIT 1") ==
              (row.stored[0] == 'x' ? "X" + std::string{row.stored + 1} : row.stored));
        const auto store = ledger.open();
        REQUIRE(store->find_event(row.key).has_value());
        CHECK(store->find_event(row.key)->key == row.key);
        CHECK(recorded_keys(*store).back() == row.key);
    }
    CHECK(verified(*ledger.open()).empty());
}

TEST_CASE("a key stored in the other form is damage") {
    const TestLedger ledger;
    const std::string key = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    ledger.record({subscribe("ana", day(0)), with_key(send("ana", "jane", day(1)), key)}, day(1));
    ledger.tamper("UPDATE event SET key = '" + key + "' WHERE seq = 2");
    const auto problems = verified(*ledger.open());
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].find("Event 2 (key " + key + ") has an event key that inmail would not write") == 0);
    CHECK_THROWS_AS(folded_keys(*ledger.open()), DamagedLedger);
    // The damaged key cannot be shown, nor is the key before it shown in its place.
    ledger.tamper("UPDATE event SET key = 1.5 WHERE seq = 2");
    CHECK(verified(*ledger.open()).back().find("Event 2 has an event key that inmail would not write") == 0);
}

TEST_CASE("a generated key begins with the time and the number of its recording") {
    CHECK(generate_key(Instant{0}, 1).substr(0, 16) == "0000000000000001");
    CHECK(generate_key(last_instant, 1'000'000'000).substr(0, 16) == "06K7MS39ZZXSNJG0");
    CHECK(generate_key(last_instant, 1).size() == 26);
}
