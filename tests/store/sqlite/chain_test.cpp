#include "inmail/chain/chain.hpp"

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/link_encodings.hpp"
#include "inmail/core/damage.hpp"
#include "sqlite/sqlite_store.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

/// The program's encodings and an invented version 3, whose links hold the same fields under tags of their own and one more.
Chain chain_of_three_versions() {
    std::vector<LinkEncoding> encodings = link_encodings();
    LinkEncoding third = encodings.back();
    third.version = 3;
    third.event_tag = "inmail-event-3";
    third.terms_tag = "inmail-terms-3";
    third.event = [](LinkEncoder& to, const RecordedEvent& event, const EventContext& context) {
        link_encodings().back().event(to, event, context);
        to.text("third");
    };
    third.terms = [](LinkEncoder& to, const TermsLink& row) {
        link_encodings().back().terms(to, row);
        to.text("third");
    };
    encodings.push_back(third);
    return Chain(encodings);
}

/// The ledger as a program opens it that has these encodings.
store::SqliteStore open_with(Chain chain, const TestLedger& ledger, Access access) {
    const auto mode = access == Access::read ? store::Connection::Mode::read : store::Connection::Mode::write;
    return {std::make_unique<store::Connection>(ledger.path(), mode), access, store::Caching::used, std::move(chain)};
}

/// The ledger as a program opens it that knows the third version, too.
store::SqliteStore open_with_third_version(const TestLedger& ledger, Access access) {
    return open_with(chain_of_three_versions(), ledger, access);
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

/// Event n of a ledger, of the first instant of 2026, recorded n milliseconds later as the only one of its batch.
RecordedEvent link_number(std::int64_t n, EventKind kind) {
    RecordedEvent event;
    event.id = EventId{n};
    event.at = new_year;
    event.kind = kind;
    event.key = "k" + std::to_string(n);
    event.recorded_at = Instant{new_year.value + n};
    event.recorded_by = "root";
    event.batch = "b" + std::to_string(n);
    return event;
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

    RecordedEvent bought = link_number(2, EventKind::purchase);
    bought.pool = "acme";
    bought.amount = Credits{10};
    bought.price = Money{1000, "USD"};
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

    mail.chars = 320;
    const Digest first_2 = chain.link(2, origin, mail, {prospect, "import events a.csv"});
    CHECK(to_hex(first_2) == "81f494f042f9d0d9f4ecd8bf1ec1dea306d3a70510a43fa4bbfef203a7a19b5b");

    RecordedEvent handed = link_number(2, EventKind::reassign);
    handed.seat = "ana";
    handed.to = "bea";
    handed.name = "Bea";
    const Digest second_2 = chain.link(2, first_2, handed, {std::nullopt, "reassign"});
    CHECK(to_hex(second_2) == "7a2cedbdd9c29f5292bdcb7ed834111c48b9750507a271d013009a0ac0d64422");

    RecordedEvent contract = link_number(3, EventKind::subscribe);
    contract.seat = "cem";
    contract.plan = "gold";
    contract.rulebook = "ours";
    contract.price = Money{95'988, "EUR"};
    contract.billed = Billing::annual;
    const Digest third_2 = chain.link(2, second_2, contract, {std::nullopt, "subscribe"});
    CHECK(to_hex(third_2) == "4facae39298e2549997e2cccdd3feaa07425db17297b0b914cb72afc5bb7911c");

    terms.recorded_at = Instant{new_year.value + 4};
    terms.after_seq = 3;
    terms.terms.expiry_refreshes = 3;
    terms.terms.repeat_refund = RepeatRefund::latest;
    terms.terms.free_channels = {Channel::open_profile, Channel::first_degree};
    terms.terms.policy = ResponsePolicy{130, 100, 14, "LinkedIn Help"};
    CHECK(to_hex(chain.link(2, third_2, terms)) == "a7b40491f5eb7071e83223080b0bd83635aa0052ba4e3738f6207745bc38504c");
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
        store::SqliteStore store = open_with_third_version(ledger, Access::write);
        append(store, send("ana", "y", day(3)), day(3));
        append_terms(store, "silver", day(4));
        append(store, send("ana", "z", day(5)), day(5));
    }
    CHECK(ledger.value("SELECT group_concat(hash_version) FROM (SELECT hash_version FROM event ORDER BY seq)") == "2,2,3,3");
    CHECK(
        ledger.value("SELECT group_concat(hash_version) FROM (SELECT hash_version FROM terms WHERE hash NOT NULL ORDER BY id)") ==
        "2,3");
    store::SqliteStore reader = open_with_third_version(ledger, Access::read);
    CHECK(verified(reader).empty());

    for (const char* passed_off :
         {"UPDATE event SET hash_version = 3 WHERE seq = 1", "UPDATE event SET hash_version = 2 WHERE seq = 3",
          "UPDATE terms SET hash_version = 2 WHERE hash_version = 3"}) {
        INFO(passed_off);
        const TestLedger changed(ledger);
        changed.tamper(passed_off);
        store::SqliteStore changed_reader = open_with_third_version(changed, Access::read);
        const auto problems = verified(changed_reader);
        REQUIRE(problems.size() == 1);
        CHECK(problems.front().find("its hash does not match") != std::string::npos);
    }
}

TEST_CASE("a link in an unknown version is damage to every reader") {
    const TestLedger events;
    events.record({subscribe("ana", day(0))}, day(0));
    {
        store::SqliteStore store = open_with_third_version(events, Access::write);
        append(store, with_key(send("ana", "x", day(1)), "later"), day(1));
    }
    CHECK(problems_of(events).find("Event 2 (key later) has a hash of the unknown version 3") != std::string::npos);
    CHECK_THROWS_AS(recorded_keys(*events.open()), DamagedLedger);
    CHECK_THROWS_AS(events.open()->find_event("later"), DamagedLedger);
    CHECK_THROWS_AS(events.open()->extent(), DamagedLedger);
    CHECK_THROWS_AS(events.open(Access::write)->begin(day(2), "test"), DamagedLedger);

    const TestLedger terms;
    {
        store::SqliteStore store = open_with_third_version(terms, Access::write);
        append_terms(store, "gold", day(1));
    }
    CHECK(problems_of(terms).find(
              "the terms of gold in the rulebook ours from 2024-10-04 on has a hash of the unknown version 3") !=
          std::string::npos);
    CHECK_THROWS_AS(terms.open()->terms(std::nullopt), DamagedLedger);
    CHECK_THROWS_AS(terms.open(Access::write)->begin(day(2), "test"), DamagedLedger);
}

TEST_CASE("a link that holds more than its version guards is damage, and its hash need not show it") {
    struct {
        const char* change;
        const char* flaw;
    } const cases[] = {
        {"UPDATE event SET chars = 5 WHERE seq = 2", "Event 2"},
        {"UPDATE event SET billed = 1 WHERE seq = 1", "Event 1"},
        {"UPDATE event SET kind = 13, to_seat = seat WHERE seq = 2", "Event 2"},
        {"UPDATE terms SET expiry_refreshes = 3 WHERE hash NOT NULL", "the terms of gold in the rulebook ours"},
        {"UPDATE terms SET repeat_refund = 1 WHERE hash NOT NULL", "the terms of gold in the rulebook ours"},
        {"UPDATE terms SET free_channels = 'group' WHERE hash NOT NULL", "the terms of gold in the rulebook ours"},
        {"UPDATE terms SET policy = 'min_response_rate=0.130;min_sends=1;days=1;source=x' WHERE hash NOT NULL",
         "the terms of gold in the rulebook ours"},
    };
    for (const auto& c : cases) {
        INFO(c.change);
        const TestLedger ledger;
        {
            store::SqliteStore store = open_with(Chain({link_encodings().front()}), ledger, Access::write);
            append(store, subscribe("ana", day(0)), day(0));
            append(store, send("ana", "x", day(1)), day(1));
            append_terms(store, "gold", day(2));
        }
        CHECK(problems_of(ledger) == "");
        ledger.tamper(c.change);
        const std::string problems = problems_of(ledger);
        CHECK(problems.find(std::string(c.flaw)) != std::string::npos);
        CHECK(problems.find("values that its hash of version 1 does not cover") != std::string::npos);
    }
}
