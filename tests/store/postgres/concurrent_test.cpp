// Which recordings of others make a write begin again: those that change what it read, and no others.

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "fault/crowd.hpp"
#include "inmail/core/errors.hpp"
#include "store/postgres/team_ledger.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

store::Foreseen foreseen(const std::vector<std::string>& names) {
    store::Foreseen foreseen;
    foreseen.now = day(20);
    foreseen.names = names;
    return foreseen;
}

std::unique_ptr<Store> open_foreseeing(const OnServer& ledger, const store::Foreseen& foreseen, const std::string& user = {}) {
    return store::open(ledger.database.location(user), Access::write, store::Caching::used, {}, {foreseen});
}

EventRecord void_record(const std::string& key) { return void_of(key, day(19)); }

/// The write reads kim's account, and who wrote to jane; it sends to newcomer. Nothing links kim, lee and the pool of ana and
/// ben.
void fill(const OnServer& ledger) {
    ledger.record({open_pool("acme", day(0)), join("ana", "acme", day(0)), join("ben", "acme", day(0)),
                   with_key(subscribe("kim", day(0)), "kims-start"), subscribe("lee", day(0)), subscribe("max", day(0)),
                   subscribe("gus", day(0)), with_key(reassign("gus", "eva", day(1)), "gus-to-eva"),
                   with_key(send("kim", "old", day(2)), "kims-send"), with_key(send("lee", "old-of-lee", day(2)), "lees-send"),
                   with_key(send("max", "jane", day(2)), "max-to-jane")});
}

const std::vector<std::string> names{"kim", "newcomer", "jane", "kei-tan"};

using Others = std::function<void(const OnServer&)>;

Others records(const std::vector<EventRecord>& events) {
    return [events](const OnServer& ledger) { ledger.record(events); };
}

struct Case {
    const char* what;
    Others others;
    bool is_touched;
};

/// Whether the write must begin again if `others` record while it judges.
bool begins_again(const OnServer& ledger, const store::Foreseen& foreseen, const EventRecord& event, const Others& others,
                  const std::string& user = {}) {
    const auto store = open_foreseeing(ledger, foreseen, user);
    const auto transaction = store->begin(day(20), "send");
    transaction->append(event);
    others(ledger);
    try {
        transaction->commit();
    } catch (const HeadMoved&) { return true; }
    CHECK(store->find_event(event.key)->batch == transaction->batch());
    return false;
}

EventRecord to_newcomer() { return with_key(send("kim", "newcomer", day(20)), "mine"); }

}  // namespace

TEST_CASE("a write begins again if others changed what it read, and only then") {
    const std::vector<EventRecord> many(1001, send("lee", "other", day(19)));
    const Case cases[] = {
        {"nobody records", [](const OnServer&) {}, false},
        {"a send of another account", records({send("lee", "other", day(19))}), false},
        {"an answer of another account", records({reply("lee", "old-of-lee", day(19))}), false},
        {"credits of another account", records({adjust("lee", 5, day(19))}), false},
        {"a void of what another account sent", records({void_record("lees-send")}), false},
        {"a new seat", records({subscribe("tom", day(19))}), false},
        {"a new pool with a member", records({open_pool("other", day(19)), join("lee", "other", day(19))}), false},
        {"a licence that others hand over", records({reassign("lee", "tom", day(19))}), false},
        {"a thousand events of others", records({many.begin(), many.end() - 1}), false},
        {"more events than are looked through", records(many), true},
        {"a send of the account", records({send("kim", "other", day(19))}), true},
        {"credits of the account", records({adjust("kim", 5, day(19))}), true},
        {"the account's plan ends", records({cancel("kim", "", day(19))}), true},
        {"a void of what the account sent", records({void_record("kims-send")}), true},
        {"a void of the account's plan", records({void_record("kims-start")}), true},
        {"the account's licence goes", records({reassign("kim", "tom", day(19))}), true},
        {"a licence comes to the account", records({reassign("lee", "kim", day(19))}), true},
        {"the seat joins a pool", records({join("kim", "acme", day(19))}), true},
        {"a pool that the seat joins later", records({send("ana", "other", day(19)), join("kim", "acme", day(19))}), true},
        {"somebody else writes to the person", records({send("lee", "newcomer", day(19))}), true},
        {"somebody else writes to a person of the words", records({send("lee", "jane", day(19))}), true},
        {"the person answers somebody else", records({reply("max", "jane", day(19))}), true},
        {"a void of what somebody else wrote to the person", records({void_record("max-to-jane")}), true},
        {"a colleague of the person writes to another", records({send("max", "other", day(19))}), true},
        {"an earlier spelling of a name", records({send("lee", "kei-tan,", day(19))}), true},
        {"an event of the same key", records({with_key(send("lee", "other", day(19)), "mine")}), true},
        {"terms", [](const OnServer& ledger) { ledger.import_own_terms("sales-navigator-core", day(19)); }, true},
        {"a name is erased",
         [](const OnServer& ledger) { ledger.database.run("SELECT inmail.erase_prospects('{old-of-lee}', 0)"); }, true},
        {"an archive's owner",
         [](const OnServer& ledger) {
             const auto store = ledger.open(Access::write);
             const auto transaction = store->begin(day(19), "import linkedin");
             transaction->set_archive_owner(*store->find_seat("lee"), "kei-tan,");
             transaction->commit();
         },
         true},
        {"a role", [](const OnServer& ledger) { ledger.add_members(); }, true},
    };
    for (const Case& c : cases) {
        INFO(c.what);
        const OnServer ledger;
        fill(ledger);
        CHECK(begins_again(ledger, foreseen(names), to_newcomer(), c.others) == c.is_touched);
        CHECK(is_sound(*ledger.open()));
    }
}

TEST_CASE("a write that read which seats have a plan, or what is linked, begins again if that changed") {
    enum class Read { plans, links };
    const struct {
        const char* what;
        Read read;
        std::vector<EventRecord> events;
        bool is_touched;
    } cases[] = {
        {"a new seat", Read::plans, {subscribe("tom", day(19))}, true},
        {"a licence of others", Read::plans, {reassign("lee", "tom", day(19))}, true},
        {"a void of others' licence", Read::plans, {void_record("gus-to-eva")}, true},
        {"a send of others", Read::plans, {send("lee", "other", day(19))}, false},
        {"a licence of others", Read::links, {reassign("lee", "tom", day(19))}, true},
        {"a void of others' licence", Read::links, {void_record("gus-to-eva")}, true},
        {"a member of a pool", Read::links, {join("lee", "acme", day(19))}, true},
        {"a new seat", Read::links, {subscribe("tom", day(19))}, false},
    };
    for (const auto& c : cases) {
        INFO(c.what << ' ' << static_cast<int>(c.read));
        const OnServer ledger;
        fill(ledger);
        store::Foreseen read = foreseen(names);
        read.subscribed_seats = c.read == Read::plans;
        read.links = c.read == Read::links;
        CHECK(begins_again(ledger, read, to_newcomer(), records(c.events)) == c.is_touched);
    }
}

TEST_CASE("a write about a pool begins again if a member or the pool itself changed") {
    EventRecord credits = adjust("", 5, day(19));
    credits.pool = "acme";
    for (const auto& [event, is_touched] : std::vector<std::pair<EventRecord, bool>>{
             {send("ana", "other", day(19)), true}, {credits, true}, {send("lee", "other", day(19)), false}}) {
        INFO(to_string(event.kind) << ' ' << event.seat << event.pool);
        const OnServer ledger;
        fill(ledger);
        credits.key = "mine";
        CHECK(begins_again(ledger, foreseen({"acme"}), credits, records({event})) == is_touched);
        credits.key.clear();
    }
}

TEST_CASE("a write that read more than was foreseen begins again whoever records") {
    const OnServer ledger;
    fill(ledger);
    for (const bool asks_more : {false, true}) {
        INFO(asks_more);
        const auto store = open_foreseeing(ledger, foreseen(names));
        const auto transaction = store->begin(day(20), "send");
        if (asks_more) static_cast<void>(store->find_seat("lee"));
        transaction->append(send("kim", "newcomer", day(20)));
        ledger.record({send("lee", "other", day(19))});
        if (asks_more)
            CHECK_THROWS_AS(transaction->commit(), HeadMoved);
        else
            transaction->commit();
    }
}

TEST_CASE("a rep's write begins again for what the rep sees, and for nothing else") {
    const Case cases[] = {
        {"a stranger's send", records({send("zoe", "other", day(19))}), false},
        {"a stranger's send to the person", records({send("zoe", "newcomer", day(19))}), true},
        {"a stranger's free message to the person", records({send("zoe", "newcomer", day(19), Channel::open_profile)}), false},
        {"a stranger's answer from the person", records({reply("zoe", "other-prospect", day(19))}), true},
        {"a send of a member of the pool", records({send("ben", "other", day(19))}), true},
        {"a void of what the rep sent", records({void_record("anas-send")}), true},
        {"an earlier spelling of a stranger", records({send("zoe", "kei-tan,", day(19))}), false},
        {"a new seat of strangers", records({subscribe("tom", day(19))}), false},
        {"a licence of strangers", records({reassign("zoe", "tom", day(19))}), false},
        {"a stranger's event of a key that the rep asked for", records({with_key(send("zoe", "other", day(19)), "zoes")}), false},
    };
    for (const Case& c : cases) {
        INFO(c.what);
        const Team team;
        // `pending_with` goes by the server's clock, and the ledger's events lie at other times.
        team.ledger.database.run(
            "CREATE OR REPLACE FUNCTION inmail.unanswered(sends bigint[], as_of bigint) RETURNS SETOF inmail.event LANGUAGE "
            "sql "
            "STABLE SECURITY DEFINER AS 'SELECT s.* FROM inmail.event AS s WHERE s.seq = ANY (sends) AND s.kind = 5 AND "
            "s.channel "
            "= 0 "
            "AND NOT EXISTS (SELECT 1 FROM inmail.event AS a WHERE a.seat = s.seat AND a.prospect = s.prospect AND a.kind = 6)'");
        const EventRecord event = with_key(send("ana", "newcomer", day(20)), "mine");
        store::Foreseen read = foreseen({"ana", "newcomer", "other-prospect", "kei-tan"});
        read.keys = {"zoes"};
        read.subscribed_seats = true;
        read.links = true;
        CHECK(begins_again(team.ledger, read, event, c.others, "ana") == c.is_touched);
    }
}

TEST_CASE("writers of different accounts never begin again, and those of one account do, until each has recorded") {
    constexpr int writers = 8;
    constexpr int events_each = 8;
    for (const bool is_one_account : {false, true}) {
        INFO(is_one_account);
        const OnServer ledger;
        for (int who = 0; who < writers; ++who) ledger.record({subscribe("seat-" + std::to_string(who), day(0))});
        std::atomic<int> attempts{0};
        all_at_once(writers, [&](int who) {
            const std::string seat = "seat-" + std::to_string(is_one_account ? 0 : who);
            for (int done = 0; done < events_each;) {
                const std::string person = "p" + std::to_string(who) + "-" + std::to_string(done);
                const auto store = open_foreseeing(ledger, foreseen({seat, person}));
                const auto transaction = store->begin(day(20), "send");
                transaction->append(send(seat, person, day(20)));
                ++attempts;
                try {
                    transaction->commit();
                    ++done;
                } catch (const HeadMoved&) {}
            }
        });
        constexpr int recorded = writers * events_each;
        CHECK((attempts == recorded) != is_one_account);
        const auto store = ledger.open();
        CHECK(store->extent().events == writers + recorded);
        CHECK(is_sound(*store));
        CHECK(ledger.database.value("(SELECT count(DISTINCT batch) FROM inmail.event)") == std::to_string(writers + recorded));
    }
}
