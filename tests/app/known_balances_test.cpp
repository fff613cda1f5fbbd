// A balance that a person made known stays known, whatever messages before it are recorded later (RULES section 4, adjust: the
// program's own, and observe: what LinkedIn showed).

#include <string>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/store/store.hpp"
#include "ledger_fixture.hpp"
#include "support/catch.hpp"
#include "support/memory_ledger.hpp"

namespace inmail {
namespace {

const Instant now = test::at("2026-03-20T09:00:00Z");

EventRecord event_of(EventKind kind, const std::string& at) {
    EventRecord event;
    event.kind = kind;
    event.at = test::at(at);
    event.seat = "ana";
    if (kind == EventKind::subscribe) event.plan = "sales-navigator-core";
    return event;
}

app::RecordRequest request_of(EventRecord event) {
    app::RecordRequest request;
    request.now = now;
    request.command = std::string(to_string(event.kind));
    request.events.push_back(std::move(event));
    return request;
}

/// How much the adjustments beside one message of `kind` at `at` come to.
std::vector<Credits> adjusted_by(Store& store, EventKind kind, const std::string& at, const std::string& prospect) {
    EventRecord message = event_of(kind, at);
    message.prospect = prospect;
    if (kind == EventKind::send) message.channel = Channel::inmail;
    const auto result = app::record(store, request_of(std::move(message)));
    std::vector<Credits> amounts;
    for (const auto& effect : result.effects) {
        if (effect.event.kind == EventKind::adjust) amounts.push_back(*effect.event.amount);
    }
    CHECK(result.warnings.size() == amounts.size());
    return amounts;
}

void start_midway(Store& store, Credits holds) {
    app::RecordRequest start = request_of(event_of(EventKind::subscribe, "2026-03-01"));
    start.holds = holds;
    start.holds_at = test::at("2026-03-10T09:00:00Z");
    REQUIRE_FALSE(app::record(store, start).batch.empty());
}

void observe(Store& store, const std::string& at, Credits shown, bool adjusts) {
    EventRecord event = event_of(EventKind::observe, at);
    event.amount = shown;
    app::RecordRequest request = request_of(std::move(event));
    if (adjusts) request.holds = shown;
    REQUIRE_FALSE(app::record(store, request).batch.empty());
}

Credits available(Store& store) { return app::balance(store, {now, std::nullopt, {}}).accounts.front().available; }

using Amounts = std::vector<Credits>;
const Amounts none;

}  // namespace

TEST_CASE("a message before a known balance, recorded late, does not change it") {
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    start_midway(*store, Credits{41});
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-05", "jane") == Amounts{Credits{1}});
    CHECK(adjusted_by(*store, EventKind::reply, "2026-03-06", "jane") == Amounts{Credits{-1}});
    CHECK(available(*store) == Credits{41});
    // Somebody may read the balance and then send, all in one second.
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-10T09:00:00Z", "john") == none);
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-10T08:59:59Z", "lisa") == Amounts{Credits{1}});
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-10T09:00:01Z", "mary") == none);
    CHECK(available(*store) == Credits{39});
}

TEST_CASE("a known balance that needed no adjust is known, too") {
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    start_midway(*store, Credits{50});
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-05", "jane") == Amounts{Credits{1}});
    CHECK(available(*store) == Credits{50});
}

TEST_CASE("a later observe governs: a late message may be what the ledger lacked") {
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    start_midway(*store, Credits{41});
    observe(*store, "2026-03-12", Credits{39}, false);
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-05", "one") == none);
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-06", "two") == none);
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-07", "three") == Amounts{Credits{1}});
    CHECK(available(*store) == Credits{39});
}

TEST_CASE("only structure makes a balance known") {
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    REQUIRE_FALSE(app::record(*store, request_of(event_of(EventKind::subscribe, "2026-03-01"))).batch.empty());
    EventRecord adjust = event_of(EventKind::adjust, "2026-03-10");
    adjust.amount = Credits{-9};
    adjust.note = "LinkedIn showed 41";
    REQUIRE_FALSE(app::record(*store, request_of(adjust)).batch.empty());
    observe(*store, "2026-03-10", Credits{41}, false);
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-05", "one") == none);
    observe(*store, "2026-03-12", Credits{30}, true);
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-05", "two") == Amounts{Credits{1}});
}

TEST_CASE("a balance of another stint counts nothing of an earlier one") {
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    REQUIRE_FALSE(app::record(*store, request_of(event_of(EventKind::subscribe, "2026-03-01"))).batch.empty());
    REQUIRE_FALSE(app::record(*store, request_of(event_of(EventKind::cancel, "2026-03-09"))).batch.empty());
    EventRecord again = event_of(EventKind::subscribe, "2026-03-10");
    app::RecordRequest start = request_of(again);
    start.holds = Credits{20};
    start.holds_at = test::at("2026-03-11");
    REQUIRE_FALSE(app::record(*store, start).batch.empty());
    CHECK(adjusted_by(*store, EventKind::send, "2026-03-05", "jane") == none);
    CHECK(available(*store) == Credits{20});
}

}  // namespace inmail
