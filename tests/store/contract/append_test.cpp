// What a transaction appends.

#include <algorithm>
#include <stdexcept>

#include "inmail/core/errors.hpp"
#include "store/contract/every_store.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

std::vector<std::string> keys_of_batch(Store& store, const std::string& batch) {
    Scope scope;
    scope.batch = batch;
    return recorded_keys(store, scope);
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("an event is read back as it was recorded", "[contract]", EveryStore) {
    const TestType ledger;
    fill_every_field(ledger);
    const auto store = ledger.open();
    REQUIRE(store->extent().events == 8);

    const auto start = store->find_event("start");
    REQUIRE(start);
    CHECK(start->at == day(0));
    CHECK(start->kind == EventKind::subscribe);
    CHECK(start->seat == "ana");
    CHECK(start->pool.empty());
    CHECK(start->plan == "sales-navigator-core");
    CHECK(start->rulebook == "quicklead");
    CHECK(start->team == "emea");
    CHECK(start->name == "Ana Ruiz");
    CHECK(start->note == "from the contract");
    CHECK(start->line == 2);
    CHECK(start->recorded_at == day(3));
    CHECK_FALSE(start->recorded_by.empty());
    CHECK(start->batch == "b1");
    CHECK_FALSE(start->channel);
    CHECK_FALSE(start->amount);
    CHECK(start->price == Money{95'988, "EUR"});
    CHECK(start->billed == Billing::annual);
    CHECK_FALSE(start->figures);

    const auto mail = store->find_event("mail");
    REQUIRE(mail);
    CHECK(start->id < mail->id);
    CHECK(store->find_event(mail->id)->key == "mail");
    CHECK(mail->prospect == "ben-doe");
    CHECK(mail->channel == Channel::inmail);
    CHECK(mail->thread == "2-thread");
    CHECK(mail->campaign == "spring");
    CHECK(mail->chars == 320);
    CHECK(mail->line == 0);

    CHECK(store->find_event("answer")->outcome == Outcome::declined);
    CHECK(store->find_event("answer")->channel == Channel::inmail);
    CHECK(store->find_event("pool")->pool == "acme");
    CHECK(store->find_event("pool")->seat.empty());
    CHECK(store->find_event("bought")->amount == Credits{10});
    CHECK(store->find_event("bought")->price == Money{1000, "USD"});
    CHECK(store->find_event("bought")->voided());
    CHECK(store->find_event("close")->figures->forfeited == Credits{10});
    CHECK(store->find_event("void")->ref == "bought");
    CHECK_FALSE(store->find_event("void")->voided());

    const auto found = store->find_events(std::vector<std::string>{"mail", "nothing", "start", "mail"});
    REQUIRE(found.size() == 4);
    CHECK(found[0]->key == "mail");
    CHECK_FALSE(found[1]);
    CHECK(found[2]->key == "start");
    CHECK(found[3]->key == "mail");
    const auto by_id = store->find_events(std::vector<EventId>{mail->id, EventId{first_provisional_event - 1}, start->id});
    REQUIRE(by_id.size() == 3);
    CHECK(by_id[0]->key == "mail");
    CHECK_FALSE(by_id[1]);
    CHECK(by_id[2]->key == "start");
}

TEMPLATE_LIST_TEST_CASE("without a commit no event stays, nor any new name", "[contract]", EveryStore) {
    const TestType ledger;
    const auto store = ledger.open(Access::write);
    {
        const auto transaction = store->begin(day(0), "test");
        transaction->append(subscribe("ana", day(0)));
        transaction->append(send("ana", "ben-doe", day(1)));
        CHECK(store->find_seat("ana"));  // it sees what it appended
        CHECK(store->extent().events == 2);
    }
    CHECK(store->extent().events == 0);
    CHECK_FALSE(store->find_seat("ana"));
    CHECK_FALSE(store->find_prospect("ben-doe"));
    // The number that was ana's is ben's now: nothing remembers it wrongly.
    const auto transaction = store->begin(day(0), "test");
    transaction->append(subscribe("ben", day(0)));
    transaction->commit();
    CHECK(store->name_of(*store->find_seat("ben")) == "ben");
    CHECK_FALSE(store->find_seat("ana"));
    CHECK(is_sound(*store));
}

TEMPLATE_LIST_TEST_CASE("a transaction that released its memory goes on", "[contract]", EveryStore) {
    const TestType ledger;
    const auto store = ledger.open(Access::write);
    {
        const auto transaction = store->begin(day(0), "test");
        transaction->append(with_key(subscribe("ana", day(0)), "start"));
        transaction->release_memory();
    }
    CHECK(store->extent().events == 0);
    const auto transaction = store->begin(day(0), "test");
    transaction->append(with_key(subscribe("ana", day(0)), "start"));
    transaction->append(with_key(send("ana", "ben-doe", day(1)), "mail"));
    transaction->release_memory();
    CHECK(store->find_event("start")->seat == "ana");
    transaction->append(with_key(void_of("mail", day(2)), "void"));
    transaction->commit();
    const auto again = ledger.open();
    CHECK(again->extent().events == 3);
    CHECK(again->find_event("mail")->voided());
    CHECK(is_sound(*again));
}

TEMPLATE_LIST_TEST_CASE("a transaction that appends nothing leaves no batch", "[contract]", EveryStore) {
    const TestType ledger;
    CHECK(ledger.record({}) == "b1");
    ledger.open()->read_batches([](const Batch&) -> bool { throw std::runtime_error("there is a batch"); });
    CHECK(ledger.record({subscribe("ana", day(0))}) == "b1");
    CHECK(ledger.record({send("ana", "x", day(1))}) == "b2");
}

TEMPLATE_LIST_TEST_CASE("recorded_at never goes back, even if the clock does (RULES section 2)", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("ana", day(0))}, day(5));
    const auto store = ledger.open(Access::write);
    const auto transaction = store->begin(day(4), "test");
    transaction->append(with_key(send("ana", "x", day(1)), "late"));
    transaction->commit();
    CHECK(store->find_event("late")->recorded_at == day(5));
    CHECK(store->extent().last_recorded_at == day(5));
}

TEMPLATE_LIST_TEST_CASE("an append that breaks an invariant is a defect, and nothing of it stays", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({with_key(subscribe("ana", day(0)), "start"), with_key(send("ana", "x", day(1)), "mail")});
    ledger.record({with_key(void_of("mail", day(2)), "void")});
    EventRecord unknown_rulebook = subscribe("ana", day(1));
    unknown_rulebook.rulebook = "gold-rules";
    const EventRecord rows[] = {
        with_key(send("ana", "y", day(1)), "mail"),  // a key that is recorded, even one that is voided
        subscribe("ana", day(1), "gold-plan"),       // a plan that no rulebook has
        unknown_rulebook,
        void_of("nothing", day(1)),
        void_of("void", day(1)),  // a void cannot itself be voided (RULES section 3)
    };
    const auto store = ledger.open(Access::write);
    for (const EventRecord& row : rows) {
        INFO(row.key << row.plan << row.rulebook << row.ref);
        CHECK_THROWS_AS(store->begin(day(3), "test")->append(row), Defect);
        CHECK(store->extent().events == 3);
    }
    CHECK_THROWS_AS(ledger.open(Access::read)->begin(day(3), "test"), Defect);
}

TEMPLATE_LIST_TEST_CASE("an event recorded elsewhere keeps its recorded_at, author and batch", "[contract]", EveryStore) {
    const TestType ledger;
    const auto store = ledger.open(Access::write);
    const auto transaction = store->begin(day(9), "restore");
    const Provenance rows[] = {{day(1), "zoe", "b2"}, {day(2), "", "spring import"}, {day(2), "zoe", "b2"}, {day(3), "zoe", ""}};
    transaction->append(with_key(subscribe("ana", day(0)), "a"), &rows[0]);
    transaction->append(with_key(send("ana", "x", day(1)), "b"), &rows[1]);
    transaction->append(with_key(send("ana", "y", day(1)), "c"), &rows[2]);  // a batch in two runs
    transaction->append(with_key(send("ana", "z", day(1)), "d"), &rows[3]);
    const Provenance earlier{day(1), "zoe", "b2"};
    CHECK_THROWS_AS(transaction->append(send("ana", "w", day(1)), &earlier), InputError);
    transaction->commit();

    CHECK(store->find_event("a")->recorded_at == day(1));
    CHECK(store->find_event("a")->recorded_by == "zoe");
    CHECK(store->find_event("a")->batch == "b2");
    CHECK(store->find_event("b")->recorded_by != "zoe");
    CHECK(keys_of_batch(*store, "b2") == std::vector<std::string>{"a", "c"});
    CHECK(keys_of_batch(*store, "spring import") == std::vector<std::string>{"b"});
    CHECK(store->find_event("d")->batch == transaction->batch());
    CHECK(is_sound(*store));

    // A batch of this ledger's own never takes a name that was brought over.
    std::vector<std::string> own;
    for (int i = 0; i < 3; ++i) own.push_back(ledger.record({send("ana", "v", day(2))}, day(9)));
    CHECK(std::count(own.begin(), own.end(), "b2") == 0);
    for (const std::string& batch : own) CHECK(keys_of_batch(*store, batch).size() == 1);
}

TEMPLATE_LIST_TEST_CASE("a generated key has 26 characters, is unique, and sorts in the order of recording", "[contract]",
                        EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("ana", day(0)), send("ana", "x", day(2)), send("ana", "y", day(1))}, day(3));
    ledger.record({send("ana", "z", day(0))}, day(2));  // the clock went back
    ledger.record({send("ana", "z", day(0))}, day(4));
    const auto keys = recorded_keys(*ledger.open());
    REQUIRE(keys.size() == 5);
    CHECK(std::is_sorted(keys.begin(), keys.end()));
    CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
    for (const std::string& key : keys) {
        CHECK(key.size() == 26);
        CHECK(key.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == std::string::npos);
    }
}

TEMPLATE_LIST_TEST_CASE("batches are read latest first, and say whether terms follow", "[contract]", EveryStore) {
    const TestType ledger;
    const std::string first = ledger.record({subscribe("ana", day(0)), send("ana", "x", day(1))}, day(1), "import events a.csv");
    ledger.import_own_terms("gold", day(2));
    const std::string second = ledger.record({with_key(send("ana", "y", day(2)), "y")}, day(3), "send");
    const auto store = ledger.open();
    std::vector<Batch> batches;
    store->read_batches([&](const Batch& batch) {
        batches.push_back(batch);
        CHECK_FALSE(keys_of_batch(*store, batch.name).empty());  // it may ask meanwhile
        return true;
    });
    REQUIRE(batches.size() == 2);
    CHECK(batches[0].name == second);
    CHECK(batches[0].command == "send");
    CHECK_FALSE(batches[0].terms_follow);
    CHECK(batches[1].name == first);
    CHECK(batches[1].command == "import events a.csv");
    CHECK(batches[1].terms_follow);
    int calls = 0;
    store->read_batches([&](const Batch&) { return ++calls < 1; });
    CHECK(calls == 1);
    CHECK(keys_of_batch(*store, second) == std::vector<std::string>{"y"});
    for (const char* unknown : {"b", "b0", "b01", "b9", "c1", "b-1", "b99999999999999999999"}) {
        INFO(unknown);
        CHECK(keys_of_batch(*store, unknown).empty());
    }
}

TEMPLATE_LIST_TEST_CASE("the extent follows what is recorded", "[contract]", EveryStore) {
    const TestType ledger;
    const LedgerExtent empty = ledger.open()->extent();
    CHECK(empty.events == 0);
    CHECK(is_none(empty.last_event));
    CHECK_FALSE(empty.last_recorded_at);
    CHECK_FALSE(empty.first_occurred_at);
    CHECK(empty.head.size() == 64);

    ledger.record({with_key(send("ana", "x", day(3)), "one"), with_key(send("ana", "y", day(1)), "two")}, day(5));
    const auto store = ledger.open(Access::write);
    const LedgerExtent two = store->extent();
    CHECK(two.events == 2);
    CHECK(two.last_event == store->find_event("two")->id);
    CHECK(two.last_recorded_at == day(5));
    CHECK(two.first_occurred_at == day(1));
    CHECK(two.head != empty.head);

    { store->begin(day(6), "test")->append(send("ana", "z", day(0))); }
    CHECK(store->extent().head == two.head);  // nothing was committed
    ledger.import_own_terms("gold", day(6));
    CHECK(store->extent().events == 2);
    CHECK(store->extent().head != two.head);
}

TEMPLATE_LIST_TEST_CASE("events that imports had again are listed with the batches of these imports", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("ana", day(0)), send("ana", "y", day(0))});
    const auto store = ledger.open(Access::write);
    CHECK(store->known_runs().empty());
    const EventId last = store->extent().last_event;
    std::string batch;
    {
        const auto transaction = store->begin(day(1), "import events a.csv");
        CHECK(transaction->command() == "import events a.csv");
        transaction->append(send("ana", "z", day(0)));
        batch = transaction->batch();
        transaction->note_known_run(last, last);
        transaction->commit();
    }
    const EventId newest = store->extent().last_event;
    {
        const auto transaction = store->begin(day(1), "import events b.csv");
        transaction->note_known_run(last, newest);
        transaction->commit();
    }
    { store->begin(day(1), "import events c.csv")->note_known_run(last, last); }
    const auto told = store->known_runs();
    REQUIRE(told.size() == 2);
    const auto parts = [](const KnownRun& t) { return std::tie(t.command, t.batch, t.after, t.first, t.last); };
    CHECK(parts(told[0]) == std::tuple("import events a.csv", batch, newest, last, last));
    CHECK(parts(told[1]) == std::tuple("import events b.csv", "", newest, last, newest));
    CHECK(is_sound(*store));
}

TEMPLATE_LIST_TEST_CASE("the zones of imports are listed by command, with the batches that brought them", "[contract]",
                        EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("ana", day(0))});
    const auto store = ledger.open(Access::write);
    const std::string command = "import events a.csv";
    CHECK(store->zones_of_imports(command).empty());
    std::string batch;
    for (const char* zone : {"Europe/Madrid", "Asia/Tokyo"}) {
        const auto transaction = store->begin(day(1), command);
        if (batch.empty()) {
            transaction->append(send("ana", "z", day(0)));
            batch = transaction->batch();
        }
        transaction->note_import_zone(zone);
        transaction->commit();
    }
    { store->begin(day(1), command)->note_import_zone("UTC"); }
    const auto zones = store->zones_of_imports(command);
    REQUIRE(zones.size() == 2);
    CHECK(std::tie(zones[0].batch, zones[0].zone) == std::tuple(batch, "Europe/Madrid"));
    CHECK(std::tie(zones[1].batch, zones[1].zone) == std::tuple("", "Asia/Tokyo"));
    CHECK(store->zones_of_imports("import events b.csv").empty());
    CHECK(is_sound(*store));
}

TEMPLATE_LIST_TEST_CASE("the owners of archives are listed with the batches that brought them", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({subscribe("ana", day(0)), subscribe("ben", day(0))});
    const auto store = ledger.open(Access::write);
    const SeatId ana = *store->find_seat("ana");
    CHECK(store->archive_owners().empty());
    std::string batch;
    for (const char* owner : {"ana-ruiz", "ana-ruiz-2"}) {
        const auto transaction = store->begin(day(1), "import linkedin ana.zip");
        if (batch.empty()) {
            transaction->append(send("ana", "z", day(0)));
            batch = transaction->batch();
        }
        transaction->set_archive_owner(ana, owner);
        transaction->commit();
    }
    const auto owners = store->archive_owners();
    REQUIRE(owners.size() == 2);
    CHECK(std::tie(owners[0].seat, owners[0].owner, owners[0].batch) == std::tuple(ana, "ana-ruiz", batch));
    CHECK(std::tie(owners[1].seat, owners[1].owner, owners[1].batch) == std::tuple(ana, "ana-ruiz-2", ""));
    CHECK(store->command_of(batch) == "import linkedin ana.zip");
    CHECK(store->command_of("b999").empty());
    CHECK(is_sound(*store));
}
