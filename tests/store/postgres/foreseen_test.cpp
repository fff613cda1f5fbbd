// What a command foresees travels in one flight, and changes no answer.

#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "store/postgres/team_ledger.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

const std::vector<std::string> names{
    "ana", "ben", "gus", "zoe", "nobody", "jane", "old-pending", "old-answered", "secret-prospect", "kei-tan"};
const std::vector<std::string> keys{"anas-send", "zoes-send", "unknown"};

std::unique_ptr<Store> open_foreseeing(const std::string& location, Access access) {
    store::Foreseen foreseen;
    foreseen.now = day(10);
    foreseen.names = names;
    foreseen.keys = keys;
    foreseen.subscribed_seats = true;
    foreseen.links = true;
    return store::open(location, access, store::Caching::used, {}, {foreseen});
}

std::string words_of(const RecordedEvent& event) {
    return event.key + " " + std::string(to_string(event.kind)) + " " + event.seat + " " + event.prospect + " " + event.thread +
           " " + event.note + " " + std::to_string(event.at.value) + " " + std::to_string(event.voided_by.value) + " " +
           event.batch;
}
std::vector<std::string> words_of(const std::vector<RecordedEvent>& events) {
    std::vector<std::string> words;
    for (const auto& event : events) words.push_back(words_of(event));
    return words;
}
std::vector<std::string> words_of(const std::vector<std::optional<RecordedEvent>>& events) {
    std::vector<std::string> words;
    for (const auto& event : events) words.push_back(event ? words_of(*event) : "none");
    return words;
}
std::vector<std::string> words_of(const std::vector<AccountLink>& links) {
    std::vector<std::string> words;
    for (const auto& link : links) {
        const std::string pool = link.other.is_pool() ? " pool " : " seat ";
        words.push_back(std::to_string(link.seat.id) + pool + std::to_string(link.other.id));
    }
    return words;
}

/// What a fold of the accounts gets, and in which portions.
std::vector<std::string> folded(Store& store, const Scope& scope, std::size_t about) {
    std::vector<std::string> words;
    store.read(scope, about, [&](const std::vector<const Event*>& events) {
        for (const Event* event : events) words.push_back(event->key + " " + std::to_string(event->at.value));
        words.emplace_back("/");
    });
    return words;
}

void check_same_answers(Store& plain, Store& foreseeing) {
    for (const NameKind kind : {NameKind::seat, NameKind::pool, NameKind::prospect, NameKind::plan, NameKind::rulebook}) {
        CHECK(foreseeing.ids_of(kind, names) == plain.ids_of(kind, names));
        CHECK(foreseeing.ids_of(kind, {"acme", "linkedin", "recruiter-lite"}) ==
              plain.ids_of(kind, {"acme", "linkedin", "recruiter-lite"}));
    }
    CHECK(foreseeing.extent().head == plain.extent().head);
    CHECK(foreseeing.extent().first_occurred_at == plain.extent().first_occurred_at);
    CHECK(foreseeing.terms(std::nullopt).size() == plain.terms(std::nullopt).size());
    CHECK(foreseeing.subscribed(AccountId::Kind::seat) == plain.subscribed(AccountId::Kind::seat));
    CHECK(words_of(foreseeing.links()) == words_of(plain.links()));
    CHECK(words_of(foreseeing.find_events(keys)) == words_of(plain.find_events(keys)));
    for (const auto& name : names) {
        INFO(name);
        CHECK(foreseeing.spellings_of(name) == plain.spellings_of(name));
        if (const auto prospect = plain.find_prospect(name)) {
            CHECK(words_of(foreseeing.messages_with(*prospect, day(2))) == words_of(plain.messages_with(*prospect, day(2))));
            const auto messages = plain.messages_with(*prospect, last_instant);
            CHECK(words_of(foreseeing.messages_with(*prospect, last_instant)) == words_of(messages));
            for (const auto& message : messages) CHECK(words_of(*foreseeing.find_event(message.id)) == words_of(message));
        }
        const auto seat = plain.find_seat(name);
        if (!seat) continue;
        CHECK(foreseeing.name_of(*seat) == name);
        if (const auto jane = plain.find_prospect("jane"))
            CHECK(foreseeing.latest_send(*seat, *jane, day(2), day(8)) == plain.latest_send(*seat, *jane, day(2), day(8)));
        for (const std::size_t about : std::vector<std::size_t>{1, 3, 100}) {
            Scope scope;
            scope.accounts = {AccountId::of(*seat)};
            CHECK(folded(foreseeing, scope, about) == folded(plain, scope, about));
            scope.after = day(1);
            scope.until = day(5);
            CHECK(folded(foreseeing, scope, about) == folded(plain, scope, about));
            scope.plan_events_only = true;
            CHECK(folded(foreseeing, scope, about) == folded(plain, scope, about));
        }
    }
    if (plain.server() == nullptr) return;
    for (const auto& name : names) {
        const auto asked = plain.server()->pending_out_of_sight(name);
        const auto known = foreseeing.server()->pending_out_of_sight(name);
        REQUIRE(known.size() == asked.size());
        for (std::size_t i = 0; i < known.size(); ++i) CHECK(known[i].seat == asked[i].seat);
    }
}

}  // namespace

TEST_CASE("what is foreseen is answered as if it were asked, whoever asks") {
    const Team team;
    const auto owner = team.ledger.open(Access::write);
    const auto transaction = owner->begin(day(9), "void");
    transaction->append(void_of("zoes-send", day(9)));
    transaction->commit();
    for (const std::string user : {"", "mia", "aud", "ana"}) {
        INFO(user);
        const auto plain = team.open_as(user);
        for (const Access access : {Access::read, Access::write}) {
            const auto foreseeing = open_foreseeing(team.ledger.database.location(user), access);
            check_same_answers(*plain, *foreseeing);
        }
    }
}

TEST_CASE("what is recorded after the ledger was opened is in no foreseen answer") {
    const Team team;
    const auto store = open_foreseeing(team.ledger.database.location("ana"), Access::write);
    const auto jane = store->find_prospect("jane");
    REQUIRE(jane);
    REQUIRE(store->messages_with(*jane, last_instant).size() == 1);
    team.ledger.record({send("ana", "jane", day(7))});
    {
        const auto transaction = store->begin(day(10), "send");
        transaction->append(send("ana", "jane", day(8)));
        CHECK_THROWS_AS(transaction->commit(), HeadMoved);
    }
    const auto transaction = store->begin(day(10), "send");
    CHECK(store->messages_with(*jane, last_instant).size() == 2);
    transaction->append(send("ana", "jane", day(8)));
    CHECK(store->messages_with(*jane, last_instant).size() == 3);
    transaction->commit();
    CHECK(store->messages_with(*jane, last_instant).size() == 3);
    CHECK(store->extent().head == team.ledger.open()->extent().head);
}

TEST_CASE("a session's next write reads what was recorded meanwhile as if it asked for everything anew") {
    const std::vector<EventRecord> meanwhile[] = {
        {},
        {send("ana", "jane", day(7))},
        {send("ben", "other", day(7)), send("zoe", "another", day(7))},
        {reply("ana", "jane", day(8)), adjust("zoe", 3, day(1)), send("ben", "jane", day(2))},
        {send("zoe", "nobody", day(5)), send("zoe", "nobody", day(3), Channel::open_profile)},
        {with_key(send("zoe", "other", day(7)), "unknown")},
        {void_of("anas-send", day(9))},
        {send("ana", "jane", day(9))},
        {send("ana", "kei-tan,", day(9))},
        {send("ana", "kei-tan,", day(9))},
        {subscribe("tom", day(7)), send("tom", "jane", day(8))},
        {reply("tom", "jane", day(9))},
        {reassign("zoe", "kim", day(9))},
        {cancel("ben", "", day(9)), send("ana", "old-pending", day(9))},
        std::vector<EventRecord>(1001, send("ben", "other", day(9))),
        {send("ana", "jane", day(9))},
    };
    const Team team;
    std::vector<std::unique_ptr<Store>> sessions;
    const std::string users[] = {"", "mia", "ana"};
    for (const std::string& user : users) sessions.push_back(open_foreseeing(team.ledger.database.location(user), Access::write));
    for (std::size_t step = 0; step < std::size(meanwhile); ++step) {
        team.ledger.record(meanwhile[step]);
        for (std::size_t i = 0; i < sessions.size(); ++i) {
            INFO(step << ' ' << users[i]);
            const auto transaction = sessions[i]->begin(day(10), "send");
            check_same_answers(*team.open_as(users[i]), *sessions[i]);
        }
    }
}

TEST_CASE("a session's next write knows the terms that others imported meanwhile, and keeps the others") {
    const Team team;
    for (const std::string user : {"", "ana"}) {
        INFO(user);
        const auto store = open_foreseeing(team.ledger.database.location(user), Access::write);
        const auto terms_of_next_write = [&] {
            const auto transaction = store->begin(day(10), "send");
            return store->terms(std::nullopt).size();
        };
        const std::size_t shipped = terms_of_next_write();
        CHECK(shipped > 0);
        CHECK(terms_of_next_write() == shipped);
        team.ledger.record({send("ben", "jane", day(7))});
        CHECK(terms_of_next_write() == shipped);
        {
            const auto owner = team.ledger.open(Access::write);
            const auto transaction = owner->begin(day(9), "plans import");
            transaction->append_terms({own_terms("ours", "gold" + user, day_of(day(1)), 10)}, "Ours");
            transaction->commit();
        }
        CHECK(terms_of_next_write() == shipped + 1);
        CHECK(terms_of_next_write() == shipped + 1);
    }
}

TEST_CASE("a ledger that cannot be opened says why, whatever is foreseen") {
    const OnServer ledger;
    ledger.database.run("INSERT INTO inmail.migration VALUES (999, '0999_later', 'x', 0)");
    CHECK_THROWS_AS(open_foreseeing(ledger.database.location(), Access::write), DamagedLedger);
    ledger.database.run("ALTER TABLE inmail.event RENAME COLUMN thread TO conversation");
    CHECK_THROWS_AS(open_foreseeing(ledger.database.location(), Access::write), DamagedLedger);
    const TestDatabase empty;
    CHECK_THROWS_AS(open_foreseeing(empty.location(), Access::write), InvalidLedgerRequest);
}
