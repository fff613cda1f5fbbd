// undo, redo and edit, and the list of what they may be asked about.

#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/record/edit.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/record/undo.hpp"
#include "inmail/app/record/void.hpp"
#include "inmail/app/reports/balance.hpp"
#include "support/catch.hpp"

using namespace inmail;
using test::at;
using State = app::CommandRow::State;

namespace {

const EventRecord& first_of(const app::EventsInBrief& events) { return events.by_kind.begin()->second.first.front(); }

const Instant now = at("2026-03-14T09:30:00Z");

/// Each recorded by a command of its own.
class Rep {
  public:
    explicit Rep(Store& store) : store_(store) {}

    void send(const std::string& prospect, const std::string& key) {
        EventRecord event;
        event.kind = EventKind::send;
        event.at = now;
        event.seat = "ana";
        event.prospect = prospect;
        event.channel = Channel::inmail;
        event.key = key;
        app::RecordRequest request;
        request.command = "send";
        request.now = now;
        request.events = {event};
        CHECK_FALSE(app::record(store_, request).batch.empty());
    }
    app::RecordResult undo(std::int64_t number = 0) {
        auto request = void_request();
        request.number = number;
        return app::undo(store_, request);
    }
    app::RecordResult redo() { return app::redo(store_, void_request()); }
    app::RecordResult edit(const std::string& key, const std::string& campaign, const std::string& new_key) {
        app::EditRequest request;
        request.event = store_.find_event(key)->id;
        request.changed = app::editable(store_, request.event);
        request.changed.campaign = campaign;
        request.key = new_key;
        request.now = now;
        return app::edit(store_, request);
    }
    void take_back(const std::string& key) {
        auto request = void_request();
        request.events = {store_.find_event(key)->id};
        request.note = "mistake";
        CHECK_FALSE(app::void_events(store_, request).batch.empty());
    }
    [[nodiscard]] std::int64_t available() {
        return app::balance(store_, {now, std::nullopt, {}}).accounts.front().available.value;
    }
    [[nodiscard]] std::vector<State> states() {
        std::vector<State> states;
        for (const auto& row : app::latest_commands(store_, 20).rows) states.push_back(row.state);
        return states;
    }
    [[nodiscard]] bool is_in_force(const std::string& key) { return !store_.find_event(key)->voided(); }

  private:
    [[nodiscard]] static app::VoidRequest void_request() {
        app::VoidRequest request;
        request.at = now;
        request.now = now;
        return request;
    }
    Store& store_;
};

/// A ledger in which ana has 50 credits.
class Ledger : public test::LedgerFixture {
  public:
    Ledger() { record("at,event,seat,plan,key\n2026-03-01,subscribe,ana,sales-navigator-core,start\n", at("2026-03-01")); }
};

template <class Reason, class Action>
Reason refused(Action action) {
    try {
        action();
    } catch (const app::Refused& refusal) {
        const auto* reason = std::get_if<Reason>(&refusal.reason());
        REQUIRE(reason != nullptr);
        return *reason;
    }
    FAIL("nothing was refused");
    return {};
}

}  // namespace

TEST_CASE("an undo and its redo may follow each other for ever, command by command") {
    Ledger ledger;
    Rep rep(ledger.store());
    rep.send("one", "k1");
    rep.send("two", "k2");
    REQUIRE(rep.available() == 48);
    for (int round = 0; round < 3; ++round) {
        const auto undone = rep.undo();
        CHECK(first_of(undone.taken_back).prospect == "two");
        CHECK(rep.available() == 49);
        (void)rep.undo();
        CHECK(rep.available() == 50);
        const auto redone = rep.redo();
        CHECK(first_of(redone.brought_back).prospect == "one");
        CHECK(rep.states() == std::vector{State::taken_back, State::in_force, State::in_force});
        (void)rep.redo();
        CHECK(rep.available() == 48);
        (void)refused<app::refusal::NothingToRedo>([&] { (void)rep.redo(); });
        CHECK(rep.states() == std::vector{State::in_force, State::in_force, State::in_force});
    }
}

TEST_CASE("a numbered command is taken back, and brought back") {
    Ledger ledger;
    Rep rep(ledger.store());
    rep.send("one", "k1");
    rep.send("two", "k2");
    CHECK(first_of(rep.undo(2).taken_back).prospect == "one");
    CHECK(rep.states() == std::vector{State::in_force, State::taken_back, State::in_force});
    CHECK(refused<app::refusal::NothingLeftOf>([&] { (void)rep.undo(2); }).replaced_by.empty());
    CHECK_THROWS_AS(rep.undo(4), app::InvalidRequest);
    rep.send("three", "k3");
    CHECK(first_of(rep.redo().brought_back).prospect == "one");
    CHECK(rep.available() == 47);
}

TEST_CASE("a redo is refused if something newer stands in an event's place") {
    Ledger ledger;
    const std::string file = "at,event,seat,prospect,key\n2026-03-02,send,ana,one,k1\n";
    ledger.record(file, now);
    Rep rep(ledger.store());
    (void)rep.undo();
    ledger.record(file, now);
    const auto reason = refused<app::refusal::NewerInPlace>([&] { (void)rep.redo(); });
    CHECK(reason.key == "k1");
    CHECK(reason.by == "k1~2");
    CHECK(rep.available() == 49);
}

TEST_CASE("an edit is taken back and brought back with what it replaced") {
    Ledger ledger;
    Rep rep(ledger.store());
    rep.send("one", "k1");
    const auto edited = rep.edit("k1", "spring", "k2");
    CHECK(edited.corrected->campaign.empty());
    CHECK(rep.available() == 49);
    CHECK(rep.states() == std::vector{State::in_force, State::replaced, State::in_force});
    CHECK_FALSE(refused<app::refusal::NothingLeftOf>([&] { (void)rep.undo(2); }).replaced_by.empty());
    CHECK(refused<app::refusal::VoidedAlready>([&] { (void)rep.edit("k1", "autumn", ""); }).replaced_by == "k2");
    for (int round = 0; round < 3; ++round) {
        CHECK(first_of(rep.undo().brought_back).campaign.empty());
        CHECK(rep.states() == std::vector{State::taken_back, State::in_force, State::in_force});
        CHECK(first_of(rep.redo().brought_back).campaign == "spring");
        CHECK(rep.states() == std::vector{State::in_force, State::replaced, State::in_force});
        CHECK(rep.available() == 49);
    }
}

TEST_CASE("a row that was edited is known to a later import, also after undo and redo") {
    Ledger ledger;
    const std::string file = "at,event,seat,prospect,key\n2026-03-02,send,ana,one,k1\n";
    ledger.record(file, now);
    Rep rep(ledger.store());
    (void)rep.edit("k1", "spring", "k2");
    ledger.record(file, now);
    CHECK(rep.available() == 49);
    (void)rep.undo();
    (void)rep.redo();
    ledger.record(file, now);
    CHECK(rep.available() == 49);
    CHECK_FALSE(rep.is_in_force("k1"));
}

TEST_CASE("no edit changes a void, or what is taken back, or nothing") {
    Ledger ledger;
    Rep rep(ledger.store());
    rep.send("one", "k1");
    CHECK_THROWS_AS(rep.edit("k1", "", ""), app::InvalidRequest);
    CHECK_THROWS_AS(rep.edit("start", "spring", ""), app::InvalidRequest);
    CHECK_THROWS_AS(rep.edit("k1", "spring", "start"), app::InvalidRequest);
    rep.take_back("k1");
    CHECK(rep.states().front() == State::is_void);
    const std::string void_key = ledger.store().find_event(ledger.store().find_event("k1")->voided_by)->key;
    CHECK(refused<app::refusal::NotEditable>([&] { (void)rep.edit(void_key, "spring", ""); }).kind == EventKind::void_event);
    CHECK(refused<app::refusal::VoidedAlready>([&] { (void)rep.edit("k1", "spring", ""); }).replaced_by.empty());
    CHECK(refused<app::refusal::NothingLeftOf>([&] { (void)rep.undo(1); }).is_void);
}
