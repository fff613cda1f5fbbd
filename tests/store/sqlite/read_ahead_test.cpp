#include "sqlite/read_ahead.hpp"

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "inmail/store/store.hpp"
#include "store/records.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

namespace inmail::test {
namespace {

constexpr std::int64_t blocks = 50;

/// Gives blocks of one, two and three events, whose ids ascend from 1. Fails after `good` blocks.
void read_numbered(const store::TakeBlock& take, std::int64_t good = blocks) {
    std::vector<Event> events;
    std::int64_t last = 0;
    for (std::int64_t block = 0; block < blocks; ++block) {
        if (block == good) throw std::runtime_error("unreadable");
        const auto count = static_cast<std::size_t>(block % 3 + 1);
        if (events.size() < count) events.resize(count);
        for (std::size_t i = 0; i < count; ++i) events[i].id = EventId{++last};
        take(events, count);
    }
}

std::vector<std::int64_t> ids_of(const std::function<void(const store::TakeBlock&)>& read) {
    std::vector<std::int64_t> ids;
    read([&ids](const std::vector<Event>& events, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) ids.push_back(events[i].id.value);
    });
    return ids;
}

}  // namespace

TEST_CASE("blocks that are read ahead come whole and in order") {
    const auto ahead =
        ids_of([](const store::TakeBlock& take) { store::read_ahead([](const auto& t) { read_numbered(t); }, take); });
    CHECK(ahead == ids_of([](const store::TakeBlock& take) { read_numbered(take); }));
    CHECK(ahead.size() == 99);
}

TEST_CASE("what keeps a reader from going on is thrown once the blocks before it were taken") {
    constexpr std::int64_t good = 3;
    std::int64_t taken = 0;
    const auto count = [&taken](const std::vector<Event>&, std::size_t) { ++taken; };
    CHECK_THROWS_WITH(store::read_ahead([](const auto& take) { read_numbered(take, good); }, count), "unreadable");
    CHECK(taken == good);
}

TEST_CASE("a fold that fails ends the reading") {
    std::int64_t given = 0;
    const auto read = [&given](const store::TakeBlock& take) {
        read_numbered([&](std::vector<Event>& events, std::size_t n) {
            take(events, n);
            ++given;
        });
    };
    CHECK_THROWS_WITH(store::read_ahead(read, [](const auto&, std::size_t) { throw std::runtime_error("unfoldable"); }),
                      "unfoldable");
    CHECK(given <= 1);
}

TEST_CASE("events that are read ahead are those of the store's own snapshot, and each may ask the store") {
    const TestLedger ledger;
    std::vector<EventRecord> records{subscribe("ana", day(0))};
    constexpr int messages = 60;
    for (int n = 0; n < messages; ++n) records.push_back(with_key(send("ana", "x", day(1 + n / 2)), "key" + std::to_string(n)));
    ledger.record(records);
    const auto store = ledger.open();
    const auto keys = [&store](std::size_t about) {
        std::vector<std::string> found;
        store->read({}, about, [&](const std::vector<const Event*>& events) {
            for (const Event* event : events) found.push_back(store->find_event(event->id)->key);
        });
        return found;
    };
    constexpr std::size_t at_once = 1000;
    const auto all = keys(at_once);
    CHECK(all.size() == messages + 1);
    for (const std::size_t about : {2U, 3U, 7U, 15U}) CHECK(keys(about) == all);
    ledger.record({send("ana", "y", day(1))}, day(40));
    for (const std::size_t about : {2U, 3U, 7U, 15U}) CHECK(keys(about) == all);
}

}  // namespace inmail::test
