// What a fold and a report read.

#include <algorithm>
#include <set>
#include <string>

#include "inmail/core/damage.hpp"
#include "inmail/text/strings.hpp"
#include "store/contract/every_store.hpp"

using namespace inmail;
using namespace inmail::test;
using Keys = std::vector<std::string>;

TEMPLATE_LIST_TEST_CASE("events are read by instant, step and key, not by the order of recording (RULES section 3)", "[contract]",
                        EveryStore) {
    const TestType ledger;
    ledger.record({
        with_key(cancel("", "acme", day(1)), "z-close"),
        with_key(cancel("ana", "", day(1)), "z-cancel"),
        with_key(reply("ana", "x", day(1)), "a-reply"),
        with_key(adjust("ana", -1, day(1)), "a-down"),
        with_key(send("ana", "y", day(1)), "b-send"),
        with_key(send("ana", "x", day(1)), "B-send"),
        with_key(adjust("ana", 1, day(1)), "z-up"),
        with_key(subscribe("ana", day(1)), "a-start"),
        with_key(open_pool("acme", day(1)), "z-open"),
        with_key(send("ana", "x", day(0)), "earlier"),
    });
    CHECK(folded_keys(*ledger.open()) ==
          Keys{"earlier", "z-open", "a-start", "z-up", "B-send", "b-send", "a-down", "a-reply", "z-cancel", "z-close"});
}

TEMPLATE_LIST_TEST_CASE("each kind of event is read with what the fold needs", "[contract]", EveryStore) {
    const TestType ledger;
    fill_every_field(ledger);
    const auto store = ledger.open();
    std::vector<Event> events;
    store->read({}, [&](const Event& e) { events.push_back(e); });
    REQUIRE(events.size() == 6);  // neither the void nor what it takes back

    const auto& start = std::get<Event::Subscribe>(events[0].payload);
    REQUIRE(start.price != nullptr);
    CHECK(*start.price == PlanPrice{{95'988, "EUR"}, Billing::annual});
    CHECK(events[0].seat == *store->find_seat("ana"));
    CHECK(start.plan == *store->find_plan("sales-navigator-core"));
    CHECK(start.rulebook == *store->find_rulebook("quicklead"));
    CHECK(start.team == "emea");
    CHECK(start.name == "Ana Ruiz");
    const auto& mail = std::get<Event::Send>(events[1].payload);
    CHECK(mail.prospect == *store->find_prospect("ben-doe"));
    CHECK(mail.channel == Channel::inmail);
    CHECK(mail.thread == "2-thread");
    CHECK(std::get<Event::Reply>(events[2].payload).prospect == mail.prospect);
    CHECK(std::get<Event::Reply>(events[2].payload).channel == Channel::inmail);
    CHECK(events[3].pool == *store->find_pool("acme"));
    CHECK(is_none(events[3].seat));
    const auto& joined = std::get<Event::Subscribe>(events[4].payload);
    CHECK(joined.price == nullptr);
    CHECK(events[4].pool == *store->find_pool("acme"));
    CHECK(is_none(joined.plan));
    CHECK(joined.team.empty());  // nothing of an event before it shows through
    CHECK(std::get<Event::Rollover>(events[5].payload).figures.available == Credits{150});
}

TEMPLATE_LIST_TEST_CASE("details of messages are read when they are asked for", "[contract]", EveryStore) {
    const TestType ledger;
    EventRecord mail = send("ana", "x", day(1));
    mail.campaign = "spring";
    mail.chars = 180;
    EventRecord answer = reply("ana", "x", day(2));
    answer.outcome = Outcome::declined;
    ledger.record({subscribe("ana", day(0)), mail, send("ana", "y", day(1)), answer, reply("ana", "y", day(3))});
    Scope scope;
    scope.details = true;
    std::vector<Event> events;
    ledger.open()->read(scope, [&](const Event& e) { events.push_back(e); });
    REQUIRE(events.size() == 5);
    std::set<std::string> campaigns;
    for (const Event& event : {events[1], events[2]}) {
        const auto& sent = std::get<Event::Send>(event.payload);
        campaigns.insert(sent.campaign);
        CHECK(sent.chars == (sent.campaign == "spring" ? std::optional<std::int64_t>{180} : std::nullopt));
    }
    CHECK(campaigns == std::set<std::string>{"", "spring"});
    CHECK(std::get<Event::Reply>(events[3].payload).outcome == Outcome::declined);
    CHECK(!std::get<Event::Reply>(events[4].payload).outcome);
}

TEMPLATE_LIST_TEST_CASE("no text or figure of an event is left over in the next event of its kind", "[contract]", EveryStore) {
    const TestType ledger;
    EventRecord limit = subscribe("ana", day(1));
    limit.kind = EventKind::limit;
    limit.plan.clear();
    limit.amount = Credits{5};
    EventRecord lift = limit;
    lift.at = day(2);
    lift.amount.reset();
    EventRecord threaded = send("ana", "x", day(3));
    threaded.thread = "2-t";
    ledger.record({subscribe("ana", day(0)), limit, lift, threaded, send("ana", "y", day(4), Channel::open_profile),
                   send("ana", "z", day(5))});
    std::vector<std::string> told;
    ledger.open()->read({}, [&](const Event& e) {
        if (const auto* l = std::get_if<Event::Limit>(&e.payload)) told.push_back(l->paid_sends ? "limit" : "lifted");
        if (const auto* s = std::get_if<Event::Send>(&e.payload)) told.push_back(std::string{to_string(s->channel)} + s->thread);
    });
    CHECK(told == Keys{"limit", "lifted", "inmail2-t", "open-profile", "inmail"});
}

TEMPLATE_LIST_TEST_CASE("reading up to an instant takes events by occurred_at, but every void (RULES section 3)", "[contract]",
                        EveryStore) {
    const TestType ledger;
    ledger.record({with_key(subscribe("ana", day(0)), "start"), with_key(send("ana", "x", day(1)), "one"),
                   with_key(send("ana", "y", day(2)), "two"), with_key(send("ana", "z", Instant{day(2).value + 1}), "three")});
    ledger.record({with_key(void_of("one", day(30)), "void")}, day(30));
    const auto store = ledger.open();
    Scope scope;
    scope.until = day(2);
    CHECK(folded_keys(*store, scope) == Keys{"start", "two"});
    CHECK(recorded_keys(*store, scope) == Keys{"start", "one", "two"});
    scope.accounts = {seat_of(*store, "ana")};
    CHECK(folded_keys(*store, scope) == Keys{"start", "two"});
}

TEMPLATE_LIST_TEST_CASE("reading only plan events leaves out all others", "[contract]", EveryStore) {
    const TestType ledger;
    EventRecord handed_over = cancel("ana", "", day(3));
    handed_over.kind = EventKind::reassign;
    handed_over.to = "eve";
    ledger.record({with_key(open_pool("acme", day(0)), "open"), with_key(subscribe("ana", day(1)), "start"),
                   with_key(send("ana", "x", day(2)), "mail"), with_key(handed_over, "handed-over"),
                   with_key(adjust("ana", 1, day(3)), "up"), with_key(cancel("ben", "", day(4)), "voided"),
                   with_key(cancel("eve", "", day(4)), "end"), with_key(cancel("", "acme", day(5)), "close")});
    ledger.record({with_key(void_of("voided", day(1)), "void")}, day(30));
    const auto store = ledger.open();
    Scope scope;
    scope.plan_events_only = true;
    CHECK(folded_keys(*store, scope) == Keys{"open", "start", "handed-over", "end", "close"});
    scope.after = day(1);
    CHECK(folded_keys(*store, scope) == Keys{"handed-over", "end", "close"});
    scope.accounts = {seat_of(*store, "ana")};
    CHECK(folded_keys(*store, scope) == Keys{"handed-over", "end"});
    scope.until = day(3);
    CHECK(folded_keys(*store, scope) == Keys{"handed-over"});
    scope.accounts = {pool_of(*store, "acme")};
    scope.until = day(5);
    CHECK(folded_keys(*store, scope) == Keys{"close"});
}

TEMPLATE_LIST_TEST_CASE("reading as known at K takes only events and voids recorded by then (RULES section 2)", "[contract]",
                        EveryStore) {
    const TestType ledger;
    ledger.record({with_key(subscribe("ana", day(0)), "start"), with_key(send("ana", "x", day(1)), "one")}, day(10));
    ledger.record({with_key(void_of("one", day(1)), "void")}, day(20));
    ledger.record({with_key(send("ana", "y", day(1)), "late")}, day(20));
    ledger.record({with_key(send("ana", "z", day(1)), "later")}, day(30));
    const auto store = ledger.open();
    struct Row {
        Instant known_at;
        Keys folded;
        Keys recorded;
    };
    const Row rows[] = {
        {day(9), {}, {}},
        {Instant{day(10).value - 1}, {}, {}},
        {day(10), {"start", "one"}, {"start", "one"}},
        {Instant{day(20).value - 1}, {"start", "one"}, {"start", "one"}},
        {day(20), {"start", "late"}, {"start", "one", "void", "late"}},
        {day(30), {"start", "late", "later"}, {"start", "one", "void", "late", "later"}},
        {last_instant, {"start", "late", "later"}, {"start", "one", "void", "late", "later"}},
    };
    for (const auto& row : rows) {
        INFO(to_rfc3339(row.known_at));
        Scope scope;
        scope.known_at = row.known_at;
        CHECK(folded_keys(*store, scope) == row.folded);
        CHECK(recorded_keys(*store, scope) == row.recorded);
        scope.accounts = {seat_of(*store, "ana")};
        CHECK(folded_keys(*store, scope) == row.folded);
        CHECK(recorded_keys(*store, scope) == row.recorded);
    }
    bool voided = true;
    Scope before;
    before.known_at = day(10);
    store->read_records(before, [&](const RecordedEvent& e) { voided = e.voided(); });
    CHECK_FALSE(voided);
}

TEMPLATE_LIST_TEST_CASE("reading many accounts leaves out what was taken back by then (RULES sections 2 and 3)", "[contract]",
                        EveryStore) {
    const TestType ledger;
    constexpr int seats = 40;
    std::vector<EventRecord> all_events;
    for (int i = 0; i < seats; ++i) {
        const std::string seat = "seat-" + std::to_string(i);
        all_events.push_back(with_key(subscribe(seat, day(0)), "begun-" + std::to_string(i)));
        all_events.push_back(with_key(send(seat, "kept", day(i)), "kept-" + std::to_string(i)));
        all_events.push_back(with_key(send(seat, "taken-back", day(i)), "taken-back-" + std::to_string(i)));
    }
    ledger.record(all_events, day(50));
    std::vector<EventRecord> voids;
    for (int i = 0; i < seats; ++i) voids.push_back(void_of("taken-back-" + std::to_string(i), day(50)));
    ledger.record(voids, day(60));
    const auto store = ledger.open();
    Scope all;
    for (int i = 0; i < seats; ++i) all.accounts.push_back(seat_of(*store, "seat-" + std::to_string(i)));
    const Keys in_force = folded_keys(*store, all);
    CHECK(in_force.size() == 2 * seats);
    CHECK(std::none_of(in_force.begin(), in_force.end(), [](const auto& key) { return begins_with(key, "taken-back"); }));
    all.known_at = day(50);
    CHECK(folded_keys(*store, all).size() == all_events.size());
}

TEMPLATE_LIST_TEST_CASE("an event voided twice, as in merged ledgers, is voided", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({with_key(subscribe("ana", day(0)), "start"), with_key(send("ana", "x", day(1)), "one")});
    ledger.record({with_key(void_of("one", day(2)), "void-here"), with_key(void_of("one", day(2)), "void-there")});
    const auto store = ledger.open();
    CHECK(folded_keys(*store) == Keys{"start"});
    CHECK(recorded_keys(*store).size() == 4);
}

TEMPLATE_LIST_TEST_CASE("the store can be asked while it is being read", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({with_key(subscribe("ana", day(0)), "a"), with_key(send("ana", "x", day(1)), "b")});
    const auto store = ledger.open();
    Keys keys;
    store->read({}, [&](const Event& outer) {
        keys.push_back(store->find_event(outer.id)->key);
        store->read({}, [&](const Event& inner) { keys.push_back(outer.key + inner.key); });
        store->read_records({}, [&](const RecordedEvent& inner) { keys.push_back(store->find_event(inner.key)->key); });
    });
    CHECK(keys == Keys{"a", "aa", "ab", "a", "b", "b", "ba", "bb", "a", "b"});
}

TEMPLATE_LIST_TEST_CASE("keys of both stored forms are folded in the order of their text (RULES section 3)", "[contract]",
                        EveryStore) {
    const TestType ledger;
    const std::vector<std::string> keys{"00000000000000000000000000",
                                        "01ARZ3NDEKTSV4RRFFQ69G5FA",
                                        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                                        "01ARZ3NDEKTSV4RRFFQ69G5FAW",
                                        "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                                        "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                                        "crm-17",
                                        "row:00000000000000000000000000000000",
                                        "row:0123456789abcdefffffffffffffffff",
                                        "rowing"};
    std::vector<EventRecord> records{with_key(subscribe("ana", day(0)), "a-start")};
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        records.push_back(with_key(send("ana", "to-" + *key, day(1)), *key));
    ledger.record(records, day(1));
    const auto store = ledger.open();
    std::vector<std::string> folded = folded_keys(*store);
    folded.erase(folded.begin());
    CHECK(folded == keys);

    // Keys order the events of a reader that does not need them, too.
    Scope scope;
    scope.keys = false;
    folded.clear();
    store->read(scope, [&](const Event& e) { folded.push_back(store->find_event(e.id)->key); });
    folded.erase(folded.begin());
    CHECK(folded == keys);
}

TEMPLATE_LIST_TEST_CASE("events after an instant are read in portions, those of one instant together", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({with_key(send("ana", "x", day(1)), "a"), with_key(send("ana", "x", day(2)), "b"),
                   with_key(send("ben", "x", day(2)), "c"), with_key(send("ana", "x", day(3)), "d"),
                   with_key(send("ana", "x", day(4)), "e")});
    const auto store = ledger.open();
    Scope scope;
    scope.after = day(1);
    scope.until = day(4);
    const auto portions = [&](std::size_t about) {
        std::vector<Keys> all;
        store->read(scope, about, [&](const std::vector<const Event*>& events) {
            all.emplace_back();
            for (const Event* event : events) all.back().push_back(event->key);
        });
        return all;
    };
    CHECK(portions(1) == std::vector<Keys>{{"b", "c"}, {"d"}, {"e"}});
    CHECK(portions(3) == std::vector<Keys>{{"b", "c", "d"}, {"e"}});
    CHECK(portions(100) == std::vector<Keys>{{"b", "c", "d", "e"}});
    scope.after = day(4);
    CHECK(portions(1).empty());
}
