// What several users of one ledger see of each other.

#include <thread>

#include "inmail/core/errors.hpp"
#include "store/contract/every_store.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

TEMPLATE_LIST_TEST_CASE("a reader sees one snapshot, even if others write meanwhile", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("ana", day(0))});
    const auto reader = ledger.open();
    REQUIRE(reader->extent().events == 1);
    ledger.record({subscribe("ben", day(0)), send("ben", "x", day(1))});
    CHECK(reader->extent().events == 1);
    CHECK(reader->subscribed(AccountId::Kind::seat) == std::vector<std::string>{"ana"});
    CHECK(folded_keys(*reader).size() == 1);
    CHECK_FALSE(reader->find_seat("ben"));
    CHECK(ledger.open()->extent().events == 3);
}

TEMPLATE_LIST_TEST_CASE("only its own store sees a transaction's events before the commit", "[contract]", EveryStore) {
    const TestType ledger;
    const auto writer = ledger.open(Access::write);
    const auto other = ledger.open(Access::write);
    const auto transaction = writer->begin(day(1), "test");
    transaction->append(with_key(subscribe("ana", day(0)), "a"));
    CHECK(writer->find_event("a"));
    CHECK(folded_keys(*writer) == std::vector<std::string>{"a"});
    CHECK(other->extent().events == 0);
    CHECK_FALSE(other->find_seat("ana"));
    transaction->commit();
    CHECK(other->extent().events == 1);
    CHECK(other->find_seat("ana"));
}

TEMPLATE_LIST_TEST_CASE("with many writers, a transaction is recorded on the state that it read, or says that the head has moved",
                        "[contract]", EveryStore) {
    const TestType ledger;
    constexpr int writers = 8;
    constexpr int events_each = 10;
    const auto record_once = [&ledger](const std::string& key) {
        const auto store = ledger.open(Access::write);
        const auto transaction = store->begin(day(1), "test");
        EventRecord event = with_key(send("ana", key, day(1)), key);
        event.note = std::to_string(store->extent().events);
        transaction->append(event);
        transaction->commit();
    };
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (int done = 0; done < events_each;) {
                try {
                    record_once(std::to_string(writer) + "-" + std::to_string(done));
                    ++done;
                } catch (const HeadMoved&) {}  // nothing of it was recorded: once more
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    const auto store = ledger.open();
    CHECK(store->extent().events == writers * events_each);
    int events = 0;
    store->read_records({}, [&](const RecordedEvent& event) { CHECK(event.note == std::to_string(events++)); });
    CHECK(is_sound(*store));
}
