// What is recorded takes place on the state of the ledger by which it was judged.

#include <functional>

#include "app/ledger_fixture.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/core/errors.hpp"
#include "support/catch.hpp"
#include "support/memory_ledger.hpp"

namespace inmail {
namespace {

const Instant now = test::at("2026-03-14T09:30:00Z");

EventRecord event_of(EventKind kind, const std::string& key) {
    EventRecord event;
    event.kind = kind;
    event.at = now;
    event.seat = "ana";
    event.key = key;
    return event;
}
EventRecord send(const std::string& key) {
    EventRecord event = event_of(EventKind::send, key);
    event.prospect = "to " + key;
    event.channel = Channel::inmail;
    return event;
}
EventRecord subscribe(const std::string& key) {
    EventRecord event = event_of(EventKind::subscribe, key);
    event.at = test::at("2026-03-01");
    event.plan = "sales-navigator-core";
    return event;
}

app::RecordRequest request_of(EventRecord event) {
    app::RecordRequest request;
    request.command = "test";
    request.now = now;
    request.events.push_back(std::move(event));
    return request;
}

void must_record(Store& store, const app::RecordRequest& request) { REQUIRE_FALSE(app::record(store, request).effects.empty()); }

/// A store in which something happens whenever a transaction begins.
class Interrupted final : public Store {
  public:
    Interrupted(Store& store, std::function<void()> meanwhile) : store_(store), meanwhile_(std::move(meanwhile)) {}

    std::unique_ptr<Transaction> begin(Instant at, const std::string& command) override {
        auto transaction = store_.begin(at, command);
        meanwhile_();
        return transaction;
    }
    const LedgerInfo& info() const override { return store_.info(); }
    LedgerExtent extent() override { return store_.extent(); }
    std::vector<std::uint32_t> ids_of(NameKind kind, const std::vector<std::string>& names) override {
        return store_.ids_of(kind, names);
    }
    std::vector<std::string> names_of(NameKind kind, const std::vector<std::uint32_t>& ids) override {
        return store_.names_of(kind, ids);
    }
    std::vector<std::string> subscribed(AccountId::Kind kind) override { return store_.subscribed(kind); }
    std::vector<StoredTerms> terms(std::optional<Instant> known_at) override { return store_.terms(known_at); }
    using FoldSource::read;
    void read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) override {
        store_.read(scope, about, each);
    }
    void read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) override {
        store_.read_records(scope, each);
    }
    std::vector<std::optional<RecordedEvent>> find_events(const std::vector<std::string>& keys) override {
        return store_.find_events(keys);
    }
    void pass_events(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each) override {
        store_.pass_events(ids, each);
    }
    std::vector<std::string> keys_beginning(const std::string& beginning, std::size_t most) override {
        return store_.keys_beginning(beginning, most);
    }
    std::optional<Instant> latest_send(SeatId seat, ProspectId prospect, Instant from, Instant until) override {
        return store_.latest_send(seat, prospect, from, until);
    }
    [[nodiscard]] std::vector<std::string> spellings_of(const std::vector<std::string>& keys) override {
        return store_.spellings_of(keys);
    }
    std::vector<RecordedEvent> messages_with(ProspectId prospect, Instant until) override {
        return store_.messages_with(prospect, until);
    }
    std::vector<RecordedEvent> records_with(const std::vector<ProspectId>& prospects) override {
        return store_.records_with(prospects);
    }
    void read_prospects(const std::function<void(ProspectId, const std::string&)>& each) override { store_.read_prospects(each); }
    void read_message_texts(std::optional<SeatId> seat, const std::function<void(const MessageText&)>& each) override {
        store_.read_message_texts(seat, each);
    }
    void read_batches(const std::function<bool(const Batch&)>& each) override { store_.read_batches(each); }
    std::vector<AccountLink> links() override { return store_.links(); }
    std::string command_of(const std::string& batch) override { return store_.command_of(batch); }
    std::vector<ArchiveOwner> archive_owners() override { return store_.archive_owners(); }
    std::vector<KnownRun> known_runs() override { return store_.known_runs(); }
    std::vector<ImportZone> zones_of_imports(const std::string& command) override { return store_.zones_of_imports(command); }

  private:
    Store& store_;
    std::function<void()> meanwhile_;
};

Credits available(Store& store) { return app::balance(store, {now, std::nullopt, {}}).accounts.front().available; }

}  // namespace

TEST_CASE("a recording is judged again if others recorded meanwhile") {
    test::MemoryLedger ledger;
    const auto mine = ledger.open(store::Access::write);
    const auto theirs = ledger.open(store::Access::write);
    app::RecordRequest start = request_of(subscribe("start"));
    start.holds = Credits{1};
    must_record(*mine, start);

    // Of sends at one instant the fold takes the one with the lesser key first.
    int attempts = 0;
    Interrupted store(*mine, [&] {
        if (++attempts == 1) must_record(*theirs, request_of(send("first")));
    });
    CHECK_THROWS_AS(app::record(store, request_of(send("mine"))), Refusal);  // the last credit is theirs
    CHECK(attempts == 1 + 1);
    CHECK_FALSE(mine->find_event("mine"));
    CHECK(available(*mine) == Credits{0});

    attempts = 0;
    app::RecordRequest forced = request_of(send("mine"));
    forced.force = true;
    Interrupted again(*mine, [&] {
        if (++attempts <= 3) must_record(*theirs, request_of(subscribe("start")));  // a duplicate: the head stays
    });
    CHECK(app::record(again, forced).effects.front().anomalies == std::vector{Posting::Kind::unfunded});
    CHECK(attempts == 1);
}

TEST_CASE("what happens now happens after what others recorded while the recording waited for them") {
    test::MemoryLedger ledger;
    const auto mine = ledger.open(store::Access::write);
    const auto theirs = ledger.open(store::Access::write);
    app::RecordRequest start = request_of(subscribe("start"));
    start.holds = Credits{1};
    must_record(*mine, start);

    app::RecordRequest waiting = request_of(send("mine"));
    const Instant turn = now + Duration{20};
    waiting.clock = [=] { return turn; };
    EventRecord sent_meanwhile = send("theirs");
    sent_meanwhile.at = now + Duration{10};
    app::RecordRequest quicker = request_of(sent_meanwhile);
    quicker.now = sent_meanwhile.at;
    must_record(*theirs, quicker);
    CHECK_THROWS_AS(app::record(*mine, waiting), Refusal);  // the last credit is theirs

    waiting.force = true;
    EventRecord earlier = send("earlier");
    earlier.at = now - Duration{1};
    waiting.events.push_back(earlier);
    const auto recorded = app::record(*mine, waiting).effects;
    CHECK(recorded[0].event.at == turn);
    CHECK(recorded[1].event.at == earlier.at);
}

TEST_CASE("a send takes no credit from what is recorded at its instant, whatever comes first there (RULES section 3)") {
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    app::RecordRequest start = request_of(subscribe("start"));
    start.holds = Credits{1};
    start.holds_at = now;  // by an adjustment, which sends of its instant precede
    must_record(*store, start);
    must_record(*store, request_of(send("b")));
    CHECK_THROWS_AS(app::record(*store, request_of(send("c"))), Refusal);
    CHECK_THROWS_AS(app::record(*store, request_of(send("a"))), Refusal);
    CHECK(available(*store) == Credits{0});

    test::MemoryLedger without_adjustment;
    const auto other = without_adjustment.open(store::Access::write);
    app::RecordRequest earlier = request_of(subscribe("start"));
    earlier.holds = Credits{1};
    must_record(*other, earlier);
    must_record(*other, request_of(send("b")));
    CHECK_THROWS_AS(app::record(*other, request_of(send("a"))), Refusal);
}

TEST_CASE("a recording gives up if others record all the time, and nothing of it stays") {
    test::MemoryLedger ledger;
    const auto mine = ledger.open(store::Access::write);
    const auto theirs = ledger.open(store::Access::write);
    must_record(*mine, request_of(subscribe("start")));
    int others = 0;
    Interrupted store(*mine, [&] { must_record(*theirs, request_of(send("another-" + std::to_string(++others)))); });
    CHECK_THROWS_AS(app::record(store, request_of(send("mine"))), HeadMoved);
    CHECK(others == 20);
    CHECK_FALSE(mine->find_event("mine"));
}

TEST_CASE("a dry run begins no transaction, and says what the recording then does") {
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    must_record(*store, request_of(subscribe("start")));
    const auto reader = ledger.open();
    app::RecordRequest dry = request_of(send("mail"));
    dry.dry_run = true;
    dry.holds = Credits{7};
    const auto expected = app::record(*reader, dry);
    CHECK(reader->extent().events == 1);
    app::RecordRequest real = dry;
    real.dry_run = false;
    const auto recorded = app::record(*store, real);
    CHECK(expected.batch.empty());
    CHECK(recorded.batch == "b2");
    REQUIRE(expected.effects.size() == 2);
    REQUIRE(recorded.effects.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(expected.effects[i].change == recorded.effects[i].change);
        CHECK(expected.effects[i].account == recorded.effects[i].account);
        CHECK(expected.effects[i].refundable_until == recorded.effects[i].refundable_until);
    }
    REQUIRE(expected.after.size() == 1);
    CHECK(expected.after[0].available == recorded.after[0].available);
    CHECK(available(*store) == Credits{7});
}

TEST_CASE("new names take part in the fold before they are recorded") {
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    EventRecord open = subscribe("open");
    open.seat.clear();
    open.pool = "acme";
    open.plan = "recruiter-corporate";
    EventRecord join = subscribe("join");
    join.plan.clear();
    join.pool = "acme";
    join.at = now;
    app::RecordRequest request = request_of(open);
    request.events.push_back(join);
    request.events.push_back(send("mail"));
    const auto result = app::record(*store, request);
    REQUIRE(result.effects.size() == 3);
    REQUIRE(result.effects[2].account.has_value());
    CHECK(result.effects[2].account->typed() == "pool:acme");
    CHECK(available(*store) == Credits{49});
    // An InMail of before is answered, though the seat joins another pool in between.
    EventRecord reply = event_of(EventKind::reply, "reply");
    reply.prospect = "to mail";
    reply.at = now + Duration{1};
    app::RecordRequest answered = request_of(reply);
    answered.now = now + Duration{1};
    CHECK(app::record(*store, answered).effects.front().refunded);
}

}  // namespace inmail
