// Who is meant by a name that is typed from memory.

#include "inmail/app/people.hpp"

#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/reports/find.hpp"
#include "support/catch.hpp"

using namespace inmail;
using test::at;
using Names = std::vector<std::string>;

namespace {

const char* const team =
    "at,event,seat,plan,prospect,campaign,note,key,ref\n"
    "2026-03-01,subscribe,ana,sales-navigator-core,,,,,\n"
    "2026-03-01,subscribe,ben,sales-navigator-core,,,,,\n"
    "2026-03-02,send,ana,,jane-doe,spring,,k1,\n"
    "2026-03-03,reply,ana,,jane-doe,,,k2,\n"
    "2026-03-03,send,ana,,jane-roe,spring,,k3,\n"
    "2026-03-04,send,ana,,li-wei-123,,,k4,\n"
    "2026-03-04,send,ben,,kei-tan,autumn,met at the fair,k5,\n"
    "2026-03-05,send,ben,,jane doe,,,k6,\n"
    "2026-03-06,send,ana,,li-wei-77,,,k7,\n"
    "2026-03-07,send,ana,,gone-girl,,,k8,\n"
    "2026-03-08,void,,,,,,v8,k8\n";

app::TypedPerson typed(Store& store, const std::string& text) {
    app::TypedPerson person;
    person.text = text;
    person.key = text;
    if (store.find_prospect(text)) person.spellings = {text};
    return person;
}

}  // namespace

TEST_CASE("an answer is taken from who was written to, unanswered ones first") {
    test::LedgerFixture ledger;
    ledger.record(team);
    Store& store = ledger.store();
    struct Row {
        std::string text;
        std::string seat;
        std::string prospect;  // empty: nobody; "?": several
        std::string found_seat;
        std::string when;
    };
    const Row rows[] = {
        {"li wei", "ana", "?", "", "2026-03-09"},
        {"li wei", "ana", "li-wei-123", "ana", "2026-03-05"},  // the other was not written to yet
        {"li wei", "ben", "", "", "2026-03-09"},
        {"jane", "ana", "jane-roe", "ana", "2026-03-09"},  // jane-doe has answered
        {"jane", "", "?", "", "2026-03-09"},
        {"jane", "ben", "jane doe", "ben", "2026-03-09"},
        {"roe", "", "jane-roe", "ana", "2026-03-09"},
        {"jane-doe", "ben", "", "", "2026-03-09"},  // exactly so, and ben wrote to another spelling
        {"jane-doe", "ana", "jane-doe", "ana", "2026-03-09"},
        {"doe", "ana", "jane-doe", "ana", "2026-03-09"},  // answered, and nobody else fits
        {"kie tan", "", "kei-tan", "ben", "2026-03-09"},
        {"kie tan", "ana", "", "", "2026-03-09"},
        {"jnae doe", "ana", "", "", "2026-03-09"},  // a typo stands for nobody who has answered
        {"gone girl", "ana", "", "", "2026-03-09"},
        {"zed", "", "", "", "2026-03-09"},
    };
    for (const auto& row : rows) {
        INFO(row.text << " of " << row.seat << " at " << row.when);
        const app::AnswerQuery query{typed(store, row.text), row.seat, at(row.when)};
        if (row.prospect == "?") {
            CHECK_THROWS_AS(app::find_answerers(store, query), app::InvalidRequest);
            continue;
        }
        const auto found = app::find_answerers(store, query);
        REQUIRE(found.rows.size() == (row.prospect.empty() ? 0 : 1));
        if (row.prospect.empty()) continue;
        CHECK(found.rows.front().prospect == row.prospect);
        CHECK(found.rows.front().seat == row.found_seat);
    }
}

TEST_CASE("people are listed with what distinguishes them if several fit") {
    test::LedgerFixture ledger;
    ledger.record(team);
    try {
        (void)app::find_answerers(ledger.store(), {typed(ledger.store(), "li wei"), "ana", at("2026-03-09")});
        FAIL("several people fit");
    } catch (const app::InvalidRequest& error) {
        const auto* several = std::get_if<app::fault::SeveralPeople>(&error.reason());
        REQUIRE(several != nullptr);
        REQUIRE(several->people.size() == 2);
        CHECK(several->people.front().prospect == "li-wei-77");
        CHECK(several->people.front().sent_at == at("2026-03-06"));
        CHECK(several->people.front().awaits_answer);
    }
}

TEST_CASE("an event is found by its person if it is the only one") {
    test::LedgerFixture ledger;
    ledger.record(team);
    Store& store = ledger.store();
    const auto key = [&](const std::string& text) {
        const auto event = app::find_event_with(store, typed(store, text));
        return event ? store.find_event(*event)->key : std::string();
    };
    CHECK(key("kei tan") == "k5");
    CHECK(key("li-wei-77") == "k7");
    CHECK(key("kie tan").empty());
    CHECK_THROWS_AS(key("jane-doe"), app::InvalidRequest);   // a send and its reply
    CHECK_THROWS_AS(key("li wei"), app::InvalidRequest);     // two people
    CHECK_THROWS_AS(key("gone-girl"), app::InvalidRequest);  // nothing in force
    CHECK(app::nearest_person(store, "kei-tam") == "kei-tan");
    CHECK_FALSE(app::nearest_person(store, "kei-tam", "ana"));
    CHECK_FALSE(app::nearest_person(store, "gone-gril"));
}

TEST_CASE("messages are found by person, campaign and note, as they were known") {
    test::LedgerFixture ledger;
    ledger.record(team, at("2026-03-10"));
    ledger.record("at,event,ref,key\n2026-03-11,void,k3,v3\n", at("2026-03-11"));
    Store& store = ledger.store();
    const auto found = [&](const std::string& text, Instant as_of, std::optional<Instant> known_at = std::nullopt) {
        Names keys;
        for (const auto& event : app::find_messages(store, {typed(store, text), as_of, known_at}).events)
            keys.push_back(event.key);
        return keys;
    };
    const Instant end = at("2026-04-01");
    CHECK(found("jane", end) == Names{"k1", "k2", "k6"});
    CHECK(found("jane", end, at("2026-03-10")) == Names{"k1", "k2", "k3", "k6"});
    CHECK(found("jane", end, at("2026-03-09")).empty());
    CHECK(found("jane doe", at("2026-03-02")) == Names{"k1"});
    CHECK(found("SPRING", end) == Names{"k1"});
    CHECK(found("Fair", end) == Names{"k5"});
    CHECK(found("kie tan", end) == Names{"k5"});
    CHECK(found("gone", end).empty());
    CHECK(app::find_messages(store, {typed(store, "kei-tamm"), end, {}}).nearest == "kei-tan");
}
