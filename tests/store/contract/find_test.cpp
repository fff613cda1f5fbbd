// What a report asks a store about names, messages and keys.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "inmail/core/damage.hpp"
#include "inmail/text/strings.hpp"
#include "store/contract/every_store.hpp"

using namespace inmail;
using namespace inmail::test;
using Keys = std::vector<std::string>;

TEMPLATE_LIST_TEST_CASE("a seat or pool is known once a subscribe names it (RULES section 7)", "[contract]", EveryStore) {
    const TestType ledger;
    EventRecord only_switched = subscribe("eva", day(0));
    only_switched.kind = EventKind::switch_plan;
    ledger.record({with_key(subscribe("zoe", day(0)), "zoe"), subscribe("ana", day(0)), open_pool("acme", day(0)),
                   join("ben", "bolt", day(1)), only_switched, send("fay", "x", day(1))});
    ledger.record({void_of("zoe", day(2))});
    const auto store = ledger.open();
    CHECK(store->subscribed(AccountId::Kind::seat) == Keys{"ana", "ben"});  // zoe was taken back
    CHECK(store->subscribed(AccountId::Kind::pool) == Keys{"acme", "bolt"});
    CHECK(store->find_seat("ana"));
    CHECK(store->find_seat("zoe"));  // her history can still be read
    CHECK(store->find_pool("bolt"));
    for (const char* unknown : {"eva", "fay", "acme", "gil", ""}) {
        INFO(unknown);
        CHECK_FALSE(store->find_seat(unknown));
    }
    CHECK_FALSE(store->find_pool("ana"));
    CHECK(store->name_of(*store->find_seat("ana")) == "ana");
    CHECK(store->name_of(*store->find_pool("acme")) == "acme");
    CHECK(store->name_of(*store->find_plan("recruiter-corporate")) == "recruiter-corporate");
    CHECK(store->name_of(*store->find_rulebook("quicklead")) == "quicklead");
    CHECK(store->name_of(*store->find_prospect("x")) == "x");
    CHECK_FALSE(store->find_plan("linkedin"));
    CHECK_FALSE(store->find_rulebook("recruiter-corporate"));
    CHECK_FALSE(store->find_prospect("y"));
}

TEMPLATE_LIST_TEST_CASE("the messages with a prospect are found, of every seat", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({
        subscribe("ana", day(0)),
        with_key(send("ana", "x", day(3)), "paid"),
        with_key(send("ana", "x", day(1), Channel::first_degree), "first"),
        with_key(send("ana", "x", day(2), Channel::open_profile), "voided"),
        with_key(send("ana", "y", day(2)), "to y"),
        with_key(send("ben", "x", day(3), Channel::open_profile), "ben's"),
        with_key(reply("ana", "x", day(4)), "answer"),
        with_key(void_of("voided", day(5)), "void"),
    });
    const auto store = ledger.open();
    const auto keys = [&](Instant until) {
        Keys found;
        for (const auto& message : store->messages_with(*store->find_prospect("x"), until)) found.push_back(message.key);
        return found;
    };
    CHECK(keys(last_instant) == Keys{"first", "paid", "ben's", "answer"});
    CHECK(keys(day(3)) == Keys{"first", "paid", "ben's"});
    CHECK(keys(day(0)).empty());
    Keys records;
    for (const auto& event : store->records_with({*store->find_prospect("y"), *store->find_prospect("x")}))
        records.push_back(event.key + (event.voided() ? " (voided)" : ""));
    CHECK(records == Keys{"paid", "first", "voided (voided)", "to y", "ben's", "answer"});
    CHECK(store->records_with({}).empty());
}

TEMPLATE_LIST_TEST_CASE("the names of prospects and the texts of messages are read", "[contract]", EveryStore) {
    const TestType ledger;
    EventRecord noted = with_key(send("ana", "x", day(1)), "noted");
    noted.campaign = "spring";
    noted.thread = "2-abc";
    noted.note = "met at a fair";
    ledger.record({subscribe("ana", day(0)), noted, with_key(reply("ana", "y", day(2)), "answer"), adjust("ana", 1, day(2)),
                   subscribe("ben", day(0)), with_key(send("ben", "x", day(2)), "ben's"),
                   with_key(void_of("noted", day(3)), "void")});
    const auto store = ledger.open();
    Keys names;
    store->read_prospects([&](ProspectId id, const std::string& name) {
        CHECK(store->find_prospect(name) == id);
        names.push_back(name);
    });
    CHECK(names == Keys{"x", "y"});
    const auto texts_of = [&](std::optional<SeatId> seat) {
        Keys texts;
        store->read_message_texts(seat, [&](const MessageText& text) {
            texts.push_back(store->find_event(text.event)->key + "|" + store->name_of(text.prospect) + "|" + text.campaign + "|" +
                            text.thread + "|" + text.note);
        });
        return texts;
    };
    CHECK(texts_of(std::nullopt) == Keys{"noted|x|spring|2-abc|met at a fair", "answer|y|||", "ben's|x|||"});
    CHECK(texts_of(store->find_seat("ana")) == Keys{"noted|x|spring|2-abc|met at a fair", "answer|y|||"});
    CHECK(texts_of(store->find_seat("ben")) == Keys{"ben's|x|||"});
}

TEMPLATE_LIST_TEST_CASE("the latest send of a seat to a prospect between two instants is found", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("ana", day(0)), send("ana", "x", day(1)), send("ana", "x", day(2), Channel::email),
                   with_key(send("ana", "x", day(3)), "voided"), reply("ana", "x", day(3)), send("ben", "x", day(3)),
                   send("ana", "y", day(3)), void_of("voided", day(4))});
    const auto store = ledger.open();
    const SeatId ana = *store->find_seat("ana");
    const ProspectId x = *store->find_prospect("x");
    CHECK(store->latest_send(ana, x, first_instant, last_instant) == day(2));
    CHECK(store->latest_send(ana, x, day(1), day(2)) == day(2));
    CHECK(store->latest_send(ana, x, day(1), Instant{day(2).value - 1}) == day(1));
    CHECK_FALSE(store->latest_send(ana, x, Instant{day(2).value + 1}, last_instant));
}

TEMPLATE_LIST_TEST_CASE("the spellings of earlier rules are found by the key of today (RULES section 9)", "[contract]",
                        EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("ana", day(0)), send("ana", "kei-tan", day(1)), send("ana", "kei-tan,", day(2)),
                   send("ana", "in/kei-tan", day(3)), send("ana", "linkedin.com/company/acme", day(4)),
                   send("ana", "zoe\u0308", day(5))});
    const auto store = ledger.open();
    CHECK(store->spellings_of("kei-tan") == Keys{"kei-tan,", "in/kei-tan"});
    CHECK(store->spellings_of("zo\u00EB") == Keys{"zoe\u0308"});
    CHECK(store->spellings_of("linkedin.com/company/acme").empty());
    CHECK(store->spellings_of("nobody").empty());
    CHECK(store->spellings_of(Keys{"zo\u00EB", "nobody", "kei-tan"}) == Keys{"zoe\u0308", "kei-tan,", "in/kei-tan"});
    CHECK(is_sound(*store));
}

TEMPLATE_LIST_TEST_CASE("the keys that begin with a text are found, in every stored form", "[contract]", EveryStore) {
    const TestType ledger;
    std::vector<std::string> keys{"00000000000000000000000000",
                                  "01ARZ3NDEKTSV4RRFFQ69G5FA",
                                  "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                                  "01ARZ3NDEKTSV4RRFFQ69G5FAW",
                                  "3J00000000000000000000000A",
                                  "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                                  "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                                  "crm-17",
                                  "crm-17~2",
                                  "crm-\U0010FFFF",
                                  "row:00000000000000000000000000000000",
                                  "row:0123456789abcdefffffffffffffffff",
                                  "row:0123456789abcdefffffffffffffffff~2",
                                  "rowing"};
    std::vector<EventRecord> records{with_key(subscribe("ana", day(0)), "a-start")};
    for (const auto& key : keys) records.push_back(with_key(send("ana", "to-" + key, day(1)), key));
    ledger.record(records, day(1));
    keys.emplace_back("a-start");
    std::sort(keys.begin(), keys.end());
    const auto store = ledger.open();
    const auto expected = [&keys](const std::string& beginning, std::size_t most) {
        std::vector<std::string> found;
        for (const auto& key : keys) {
            if (key.compare(0, beginning.size(), beginning) == 0 && found.size() < most) found.push_back(key);
        }
        return found;
    };
    std::set<std::string> beginnings{"",  "z", "01ARZ3NDEKTSV4RRFFQ69G5FAVX", "3JZ", "8", "row:g", "row:01234G", "crm-17~3",
                                     "%", "_"};
    for (const auto& key : keys) {
        for (std::size_t size = 1; size <= key.size(); ++size) beginnings.insert(key.substr(0, size));
    }
    for (const auto& beginning : beginnings) {
        for (const std::size_t most : {std::size_t{1}, std::size_t{2}, std::size_t{100}}) {
            CAPTURE(beginning, most);
            CHECK(store->keys_beginning(beginning, most) == expected(beginning, most));
        }
    }
}

TEMPLATE_LIST_TEST_CASE("several names or ids are answered in the order of the question", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("zoe", day(0)), subscribe("ana", day(0)), send("ana", "x", day(1)), send("ana", "y", day(1))});
    const auto store = ledger.open();
    const auto ids = store->ids_of(NameKind::seat, {"ana", "nobody", "zoe", "ana"});
    REQUIRE(ids.size() == 4);
    CHECK(ids[0] == ids[3]);
    CHECK(ids[0] != ids[2]);
    CHECK(ids[1] == 0);
    for (const std::uint32_t id : ids) CHECK(id < first_provisional_id);
    CHECK(store->names_of(NameKind::seat, {ids[2], 0, ids[0]}) == Keys{"zoe", "", "ana"});
    const auto prospects = store->ids_of(NameKind::prospect, {"y", "x"});
    CHECK(store->names_of(NameKind::prospect, prospects) == Keys{"y", "x"});
    CHECK_THROWS_AS(store->name_of(SeatId{first_provisional_id - 1}), DamagedLedger);
    CHECK_THROWS_AS(store->name_of(ProspectId{first_provisional_id - 1}), DamagedLedger);
    CHECK(store->ids_of(NameKind::plan, {}).empty());
}
