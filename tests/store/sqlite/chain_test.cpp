#include "inmail/chain/chain.hpp"

#include "inmail/chain/event_record.hpp"
#include "inmail/core/damage.hpp"
#include "sqlite/sqlite_store.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

/// The program's encodings and an invented version 2, whose links hold the same fields under tags of their own and one more.
Chain chain_of_two_versions() {
    std::vector<LinkEncoding> encodings = link_encodings();
    encodings.push_back({2, "inmail-event-2",
                         [](LinkEncoder& to, const RecordedEvent& event, const EventContext& context) {
                             link_encodings().front().event(to, event, context);
                             to.text("second");
                         },
                         "inmail-terms-2",
                         [](LinkEncoder& to, const TermsLink& row) {
                             link_encodings().front().terms(to, row);
                             to.text("second");
                         }});
    return Chain(encodings);
}

/// The ledger as a program opens it that knows both versions.
store::SqliteStore open_with_two_versions(const TestLedger& ledger, Access access) {
    const auto mode = access == Access::read ? store::Connection::Mode::read : store::Connection::Mode::write;
    return {std::make_unique<store::Connection>(ledger.path(), mode), access, store::Caching::used, chain_of_two_versions()};
}

void append(Store& store, const EventRecord& record, Instant now) {
    const auto transaction = store.begin(now, "test");
    transaction->append(record);
    transaction->commit();
}

void append_terms(Store& store, const std::string& plan, Instant now) {
    const auto transaction = store.begin(now, "test");
    transaction->append_terms({own_terms("ours", plan, Day{20'000}, 10)}, "Ours");
    transaction->commit();
}

}  // namespace

TEST_CASE("links are encoded as docs/ledger-format.md says") {
    // The hashes were computed by another program from that page.
    Chain chain;
    const LedgerInfo info{"0123456789abcdef0123456789abcdef", "linkedin", "UTC", new_year};
    const Digest origin = chain.origin(info);
    CHECK(to_hex(origin) == "1bbe1312acfbb660b03bab2ba91e468566b347d425049ecda8989cf3dd7bb1e3");

    RecordedEvent mail;
    static_cast<EventRecord&>(mail) = with_key(send("ana", "ben-doe", new_year), "k1");
    mail.id = EventId{1};
    mail.thread = "2-t";
    mail.campaign = "spring";
    mail.note = "hi";
    mail.line = 7;
    mail.recorded_at = Instant{new_year.value + 1};
    mail.recorded_by = "root";
    mail.batch = "b1";
    const Digest prospect = sha256("0123456789abcdefben-doe");
    const Digest first = chain.link(1, origin, mail, {prospect, "import events a.csv"});
    CHECK(to_hex(first) == "05a2275a14e25413b953f4a20de2d6f5085019c7e0f4ca13e54b9bc487bda17b");

    RecordedEvent bought;
    bought.id = EventId{2};
    bought.at = new_year;
    bought.kind = EventKind::purchase;
    bought.key = "k2";
    bought.pool = "acme";
    bought.amount = Credits{10};
    bought.price = Money{1000, "USD"};
    bought.recorded_at = Instant{new_year.value + 2};
    bought.recorded_by = "root";
    bought.batch = "b2";
    const Digest second = chain.link(1, first, bought, {std::nullopt, "buy"});
    CHECK(to_hex(second) == "7ce3ab5fd6dda1c7d866276e9068ea1747007aead5584408edbb248bf5666794");

    TermsLink terms;
    terms.rulebook = "ours";
    terms.title = "Ours";
    terms.plan = "gold";
    terms.terms = own_terms("ours", "gold", Day{20'000}, 10).terms;
    terms.recorded_at = Instant{new_year.value + 3};
    terms.recorded_by = "root";
    terms.after_seq = 2;
    CHECK(to_hex(chain.link(1, second, terms)) == "a3718cb59b2f68ce90f98758c37ec525ecf5fb98073bb348678d104a8dd73f7b");
}

TEST_CASE("the head is the hash of the last link, or of the chain's start if there is none") {
    const TestLedger ledger;
    Chain chain;
    CHECK(ledger.open()->extent().head == to_hex(chain.origin(ledger.open()->info())));

    ledger.record({subscribe("ana", day(0)), send("ana", "x", day(1))});
    CHECK(ledger.open()->extent().head == ledger.value("SELECT lower(hex(hash)) FROM event WHERE seq = 2"));

    const auto store = ledger.open(store::Access::write);
    const auto transaction = store->begin(day(2), "plans import");
    transaction->append_terms({own_terms("ours", "gold", Day{20'000}, 10)}, "Ours");
    transaction->commit();
    CHECK(store->extent().head == ledger.value("SELECT lower(hex(hash)) FROM terms WHERE hash IS NOT NULL"));

    ledger.record({send("ana", "y", day(3))}, day(3));
    CHECK(store->extent().head == ledger.value("SELECT lower(hex(hash)) FROM event WHERE seq = 3"));
    CHECK(verified(*store).empty());
}

TEST_CASE("each link is checked in its own version") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0)), send("ana", "x", day(1))}, day(1));
    ledger.import_own_terms("gold", day(2));
    {
        store::SqliteStore store = open_with_two_versions(ledger, Access::write);
        append(store, send("ana", "y", day(3)), day(3));
        append_terms(store, "silver", day(4));
        append(store, send("ana", "z", day(5)), day(5));
    }
    CHECK(ledger.value("SELECT group_concat(hash_version) FROM (SELECT hash_version FROM event ORDER BY seq)") == "1,1,2,2");
    CHECK(
        ledger.value("SELECT group_concat(hash_version) FROM (SELECT hash_version FROM terms WHERE hash NOT NULL ORDER BY id)") ==
        "1,2");
    store::SqliteStore reader = open_with_two_versions(ledger, Access::read);
    CHECK(verified(reader).empty());

    for (const char* passed_off :
         {"UPDATE event SET hash_version = 2 WHERE seq = 1", "UPDATE event SET hash_version = 1 WHERE seq = 3",
          "UPDATE terms SET hash_version = 1 WHERE hash_version = 2"}) {
        INFO(passed_off);
        const TestLedger changed(ledger);
        changed.tamper(passed_off);
        store::SqliteStore changed_reader = open_with_two_versions(changed, Access::read);
        const auto problems = verified(changed_reader);
        REQUIRE(problems.size() == 1);
        CHECK(problems.front().find("its hash does not match") != std::string::npos);
    }
}

TEST_CASE("a link in an unknown version is damage to whoever meets it") {
    const TestLedger events;
    events.record({subscribe("ana", day(0))}, day(0));
    {
        store::SqliteStore store = open_with_two_versions(events, Access::write);
        append(store, with_key(send("ana", "x", day(1)), "later"), day(1));
    }
    CHECK(problems_of(events).find("Event 2 (key later) has a hash of the unknown version 2") != std::string::npos);
    CHECK_THROWS_AS(recorded_keys(*events.open()), DamagedLedger);
    CHECK_THROWS_AS(events.open()->find_event("later"), DamagedLedger);
    CHECK_THROWS_AS(events.open()->extent(), DamagedLedger);
    CHECK_THROWS_AS(events.open(Access::write)->begin(day(2), "test"), DamagedLedger);

    const TestLedger terms;
    {
        store::SqliteStore store = open_with_two_versions(terms, Access::write);
        append_terms(store, "gold", day(1));
    }
    CHECK(problems_of(terms).find(
              "the terms of gold in the rulebook ours from 2024-10-04 on has a hash of the unknown version 2") !=
          std::string::npos);
    CHECK_THROWS_AS(terms.open()->terms(std::nullopt), DamagedLedger);
    CHECK_THROWS_AS(terms.open(Access::write)->begin(day(2), "test"), DamagedLedger);
}
