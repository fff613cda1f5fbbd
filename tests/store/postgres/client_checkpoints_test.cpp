// The checkpoints that a client keeps of a ledger on a server. That they change no figure: tests/property/checkpoints_test.cpp.

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/store/checkpoint_keeper.hpp"
#include "store/postgres/team_ledger.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

namespace fs = std::filesystem;

const Instant kept_at = end_of(day_of(day(10)));
constexpr Instant recorded_at = day(20);

/// A client's folder.
class Client {
  public:
    [[nodiscard]] std::unique_ptr<Store> open(const OnServer& ledger, const std::string& user = {}) const {
        return store::open(ledger.database.location(user), Access::read, store::Caching::used, {}, {{}, folder_ / "inmail"});
    }
    /// Keeps a checkpoint at `kept_at`.
    void keep(const OnServer& ledger) const {
        const auto store = open(ledger);
        store->checkpoints()->keep({}, kept_at, [](AccountId) { return "state"; });
    }
    /// Where the next report on all accounts would begin.
    [[nodiscard]] std::optional<Instant> begins_at(const OnServer& ledger) const {
        const auto checkpoint = open(ledger)->checkpoints()->latest({});
        return checkpoint ? std::optional{checkpoint->at} : std::nullopt;
    }
    [[nodiscard]] fs::path file(const OnServer& ledger) const {
        return folder_ / "inmail" / (ledger.open()->info().id + ".checkpoints");
    }

  private:
    TempDir folder_;
};

void begin(const OnServer& ledger) {
    ledger.record({subscribe("ana", day(0)), subscribe("ben", day(0)), with_key(send("ana", "jane", day(5)), "a-send"),
                   with_key(send("ana", "joe", day(15)), "a-later-send")},
                  recorded_at);
}

}  // namespace

TEST_CASE("the next report begins at the checkpoint that a client kept, unless something changes what was before it") {
    struct Case {
        const char* what;
        std::function<void(const OnServer&)> others;
        bool stays;
    };
    const auto records = [](const std::vector<EventRecord>& events) {
        return [events](const OnServer& ledger) { ledger.record(events, recorded_at); };
    };
    const std::vector<Case> cases{
        {"nothing is recorded", [](const OnServer&) {}, true},
        {"a send after it", records({send("ana", "kim", day(12))}), true},
        {"a send before it", records({send("ana", "kim", day(8))}), false},
        {"a void of a send after it", records({void_of("a-later-send", day(19))}), true},
        {"a void of a send before it", records({void_of("a-send", day(19))}), false},
        {"a new seat's first event after it", records({subscribe("cleo", day(12)), send("cleo", "kim", day(13))}), true},
        {"a new seat's first event before it", records({subscribe("cleo", day(9))}), false},
        {"a new seat by reassignment after it", records({reassign("ana", "cleo", day(12))}), true},
        {"new terms", [](const OnServer& ledger) { ledger.import_own_terms("own", recorded_at); }, false},
        {"a ledger with the same events that was brought over again",
         [](const OnServer& ledger) {
             ledger.database.run(
                 "SET session_replication_role = replica; UPDATE inmail.migration SET applied_at = applied_at + 1");
         },
         false},
        {"another past of as many events",
         [](const OnServer& ledger) {
             ledger.database.run(
                 "SET session_replication_role = replica;"
                 "UPDATE inmail.event SET hash = decode(repeat('aa', 32), 'hex') WHERE seq = (SELECT seq FROM inmail.head)");
         },
         false},
    };
    for (const Case& c : cases) {
        INFO(c.what);
        const OnServer ledger;
        const Client client;
        begin(ledger);
        CHECK(client.begins_at(ledger) == std::nullopt);
        client.keep(ledger);
        CHECK(client.begins_at(ledger) == kept_at);
        c.others(ledger);
        CHECK(client.begins_at(ledger) == (c.stays ? std::optional{kept_at} : std::nullopt));
        // What was found out stays so.
        CHECK(client.begins_at(ledger) == (c.stays ? std::optional{kept_at} : std::nullopt));
    }
}

TEST_CASE("a new seat's event before a checkpoint drops it, however late it is recorded") {
    const OnServer ledger;
    const Client client;
    begin(ledger);
    client.keep(ledger);
    ledger.record({subscribe("cleo", day(12))}, recorded_at);
    CHECK(client.begins_at(ledger) == kept_at);
    ledger.record({adjust("cleo", 3, day(9))}, recorded_at);
    CHECK(client.begins_at(ledger) == std::nullopt);
}

TEST_CASE("a report whose snapshot is older than what another one saw keeps nothing") {
    const OnServer ledger;
    const Client client;
    begin(ledger);
    const auto earlier = client.open(ledger);
    CHECK_FALSE(earlier->checkpoints()->latest({}));
    ledger.record({send("ana", "kim", day(8))}, recorded_at);
    CHECK(client.begins_at(ledger) == std::nullopt);
    earlier->checkpoints()->keep({}, kept_at, [](AccountId) { return "state"; });
    CHECK(client.begins_at(ledger) == std::nullopt);

    // One that is opened before, and asks after, does not use what is newer than its snapshot.
    const auto late_to_ask = client.open(ledger);
    ledger.record({send("ana", "lea", day(12))}, recorded_at);
    client.keep(ledger);
    CHECK(client.begins_at(ledger) == kept_at);
    CHECK_FALSE(late_to_ask->checkpoints()->latest({}));
}

TEST_CASE("a client's checkpoints are of all accounts, its own user's, and no rep's") {
    const Team team;
    const Client client;
    const auto store = client.open(team.ledger);
    Scope of_one;
    of_one.accounts = {seat_of(*store, "ana")};
    CHECK_FALSE(store->checkpoints()->latest(of_one));
    CHECK(store->checkpoints()->schedule(of_one).instants.empty());
    client.keep(team.ledger);
    const auto others = fs::perms::group_all | fs::perms::others_all;
    for (const fs::path& path : {client.file(team.ledger), client.file(team.ledger).parent_path()})
        CHECK((fs::status(path).permissions() & others) == fs::perms::none);
    CHECK(client.open(team.ledger, "mia")->checkpoints() != nullptr);
    CHECK(client.open(team.ledger, "aud")->checkpoints() != nullptr);
    CHECK(client.open(team.ledger, "ana")->checkpoints() == nullptr);
}

TEST_CASE("a file of checkpoints that cannot be used fails no report, and begins anew if it is damaged") {
    const OnServer ledger;
    const Client client;
    begin(ledger);
    const auto keeps_again = [&] {
        client.keep(ledger);
        client.keep(ledger);
        return client.begins_at(ledger) == kept_at;
    };
    client.keep(ledger);
    const fs::path file = client.file(ledger);
    {
        INFO("another command writes it");
        SQLite::Database other(file.string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN EXCLUSIVE");
        CHECK(client.begins_at(ledger) == std::nullopt);
        client.keep(ledger);
    }
    CHECK(client.begins_at(ledger) == kept_at);
    {
        INFO("a state was changed");
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("UPDATE checkpoint SET state = x'00'");
        CHECK(client.begins_at(ledger) == std::nullopt);
        CHECK(keeps_again());
    }
    {
        INFO("it is no database");
        std::ofstream(file, std::ios::trunc) << std::string(8192, 'x');
        CHECK(client.begins_at(ledger) == std::nullopt);
        CHECK(keeps_again());
    }
    {
        INFO("a table is missing");
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("DROP TABLE known");
        CHECK(client.begins_at(ledger) == std::nullopt);
        CHECK(keeps_again());
    }
    {
        INFO("a program of another version made it");
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("DROP TABLE known; PRAGMA user_version = 99");
        CHECK(client.begins_at(ledger) == std::nullopt);
        CHECK(keeps_again());
    }
    {
        INFO("a directory is in its place");
        fs::remove(file);
        fs::create_directory(file);
        CHECK(client.begins_at(ledger) == std::nullopt);
        client.keep(ledger);
    }
}
