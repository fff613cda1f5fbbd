#include "inmail/chain/chain.hpp"

#include "inmail/chain/event_record.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;

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
    const Digest first = chain.link(origin, mail, {prospect, "import events a.csv"});
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
    const Digest second = chain.link(first, bought, {std::nullopt, "buy"});
    CHECK(to_hex(second) == "7ce3ab5fd6dda1c7d866276e9068ea1747007aead5584408edbb248bf5666794");

    TermsLink terms;
    terms.rulebook = "ours";
    terms.title = "Ours";
    terms.plan = "gold";
    terms.terms = own_terms("ours", "gold", Day{20'000}, 10).terms;
    terms.recorded_at = Instant{new_year.value + 3};
    terms.recorded_by = "root";
    terms.after_seq = 2;
    CHECK(to_hex(chain.link(second, terms)) == "a3718cb59b2f68ce90f98758c37ec525ecf5fb98073bb348678d104a8dd73f7b");
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
