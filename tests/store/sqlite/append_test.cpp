#include <algorithm>

#include "inmail/chain/event_key.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

TEST_CASE("an event is read back as it was recorded") {
    const TestLedger ledger;
    fill_every_column(ledger);
    const auto store = ledger.open();
    REQUIRE(store->event_count() == 8);

    const auto start = store->find_event("start");
    REQUIRE(start);
    CHECK(start->id == EventId{1});
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
    CHECK(start->recorded_by == ledger.value("SELECT name FROM recorder"));
    CHECK(start->batch == "b1");
    CHECK_FALSE(start->channel);
    CHECK_FALSE(start->amount);
    CHECK_FALSE(start->price);
    CHECK_FALSE(start->figures);

    const auto mail = store->find_event(EventId{2});
    REQUIRE(mail);
    CHECK(mail->prospect == "ben-doe");
    CHECK(mail->channel == Channel::inmail);
    CHECK(mail->thread == "2-thread");
    CHECK(mail->campaign == "spring");
    CHECK(mail->line == 0);

    CHECK(store->find_event("answer")->outcome == Outcome::declined);
    CHECK(store->find_event("pool")->pool == "acme");
    CHECK(store->find_event("pool")->seat.empty());
    CHECK(store->find_event("bought")->amount == Credits{10});
    CHECK(store->find_event("bought")->price == Money{1000, "USD"});
    CHECK(store->find_event("bought")->voided);
    CHECK(store->find_event("close")->figures->forfeited == Credits{10});
    CHECK(store->find_event("void")->ref == "bought");
    CHECK_FALSE(store->find_event("void")->voided);
    CHECK_FALSE(store->find_event("nothing"));
    CHECK_FALSE(store->find_event(EventId{9}));
}

TEST_CASE("without a commit no event stays, nor any new name") {
    const TestLedger ledger;
    const auto store = ledger.open(Access::write);
    {
        const auto transaction = store->begin(day(0), "test");
        transaction->append(subscribe("ana", day(0)));
        transaction->append(send("ana", "ben-doe", day(1)));
        CHECK(store->find_seat("ana"));  // a transaction sees what it appended
        CHECK(store->event_count() == 2);
    }
    CHECK(store->event_count() == 0);
    CHECK_FALSE(store->find_seat("ana"));
    CHECK_FALSE(store->find_prospect("ben-doe"));
    // ben now has the id that was ana's, and no cache remembers ana.
    const auto transaction = store->begin(day(0), "test");
    transaction->append(subscribe("ben", day(0)));
    transaction->commit();
    CHECK(store->name_of(*store->find_seat("ben")) == "ben");
    CHECK_FALSE(store->find_seat("ana"));
    CHECK(store->verify("").empty());
}

TEST_CASE("a transaction that appends nothing leaves no batch") {
    const TestLedger ledger;
    CHECK(ledger.record({}) == "b1");
    CHECK(ledger.value("SELECT count(*) FROM batch") == "0");
    CHECK(ledger.record({subscribe("ana", day(0))}) == "b1");
    CHECK(ledger.record({send("ana", "x", day(1))}) == "b2");
}

TEST_CASE("recorded_at never goes back, even if the clock does (RULES section 2)") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))}, day(5));
    const auto store = ledger.open(Access::write);
    const auto transaction = store->begin(day(4), "test");
    CHECK(transaction->recorded_at() == day(5));
    transaction->append(with_key(send("ana", "x", day(1)), "late"));
    transaction->commit();
    CHECK(store->find_event("late")->recorded_at == day(5));
    CHECK(store->last_recorded_at() == day(5));
    CHECK(store->first_occurred_at() == day(0));
}

TEST_CASE("an append that breaks an invariant is a defect, and nothing of it stays") {
    const TestLedger ledger;
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
        CHECK(store->event_count() == 3);
    }
    CHECK_THROWS_AS(ledger.open(Access::read)->begin(day(3), "test"), Defect);
}

TEST_CASE("an event recorded elsewhere keeps its recorded_at, author and batch") {
    const TestLedger ledger;
    const auto store = ledger.open(Access::write);
    const auto transaction = store->begin(day(9), "restore");
    const Store::Provenance rows[] = {
        {day(1), "zoe", "b2"}, {day(2), "", "spring import"}, {day(2), "zoe", "b2"}, {day(3), "zoe", ""}};
    transaction->append(with_key(subscribe("ana", day(0)), "a"), &rows[0]);
    transaction->append(with_key(send("ana", "x", day(1)), "b"), &rows[1]);
    transaction->append(with_key(send("ana", "y", day(1)), "c"), &rows[2]);  // a batch in two runs
    transaction->append(with_key(send("ana", "z", day(1)), "d"), &rows[3]);
    const Store::Provenance earlier{day(1), "zoe", "b2"};
    CHECK_THROWS_AS(transaction->append(send("ana", "w", day(1)), &earlier), InputError);
    transaction->commit();

    CHECK(store->find_event("a")->recorded_at == day(1));
    CHECK(store->find_event("a")->recorded_by == "zoe");
    CHECK(store->find_event("a")->batch == "b2");
    CHECK(store->find_event("b")->recorded_by == ledger.value("SELECT name FROM recorder WHERE name <> 'zoe'"));
    CHECK(store->live_keys_of_batch("b2") == std::vector<std::string>{"a", "c"});
    CHECK(store->live_keys_of_batch("spring import") == std::vector<std::string>{"b"});
    CHECK(store->find_event("d")->batch == transaction->batch());
    CHECK(store->verify("").empty());

    // A new batch never takes the name of an imported one.
    std::vector<std::string> own;
    for (int i = 0; i < 3; ++i) own.push_back(ledger.record({send("ana", "v", day(2))}, day(9)));
    CHECK(std::count(own.begin(), own.end(), "b2") == 0);
    for (const std::string& batch : own) CHECK(store->live_keys_of_batch(batch).size() == 1);
}

TEST_CASE("a batch has the keys to void, and undo finds the last batch (RULES section 3)") {
    const TestLedger ledger;
    const std::string first = ledger.record({with_key(subscribe("ana", day(0)), "a"), with_key(send("ana", "x", day(1)), "b")});
    const std::string second = ledger.record({with_key(send("ana", "y", day(2)), "c")});
    const auto store = ledger.open(Access::write);
    CHECK(store->live_keys_of_batch(first) == std::vector<std::string>{"a", "b"});
    CHECK(store->last_live_batch() == second);
    for (const char* unknown : {"", "b", "b0", "b01", "b9", "c1", "b-1", "b99999999999999999999"}) {
        INFO(unknown);
        CHECK(store->live_keys_of_batch(unknown).empty());
    }

    ledger.record({void_of("c", day(3))}, day(3), "undo");
    CHECK(store->live_keys_of_batch(second).empty());
    CHECK(store->last_live_batch() == first);  // not the voided batch, nor that of the voids
    ledger.record({void_of("a", day(3)), void_of("b", day(3))}, day(3), "undo");
    CHECK_FALSE(store->last_live_batch());
}

TEST_CASE("a generated key has 26 characters, is unique, and sorts in the order of recording") {
    const TestLedger ledger;
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
    CHECK(generate_key(Instant{0}, 1).substr(0, 16) == "0000000000000001");
    CHECK(generate_key(last_instant, 1'000'000'000).substr(0, 16) == "06K7MS39ZZXSNJG0");
}

TEST_CASE("the owner of a seat's archives is the one set last") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0)), subscribe("ben", day(0))});
    const auto store = ledger.open(Access::write);
    const SeatId ana = *store->find_seat("ana");
    CHECK_FALSE(store->archive_owner(ana));
    for (const char* owner : {"ana-ruiz", "ana-ruiz", "ana-ruiz-2"}) {
        const auto transaction = store->begin(day(1), "import linkedin");
        transaction->set_archive_owner(ana, owner);
        transaction->commit();
        CHECK(store->archive_owner(ana) == owner);
    }
    CHECK(ledger.value("SELECT count(*) FROM archive_owner") == "2");
    CHECK_FALSE(store->archive_owner(*store->find_seat("ben")));
}
