// A ledger's own log, which a killed program left beside the file.

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <random>
#include <sstream>
#include <thread>

#include "inmail/core/damage.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/store/sqlite/backup.hpp"
#include "store/sqlite/stray_logs.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/held_log.hpp"
#include "support/old_ledger.hpp"

using namespace inmail;
using namespace inmail::test;

TEST_CASE("a log is taken up after every write of its write-back") {
    const Stage stage;
    for (const int sends : {1, 3, 60}) {
        const Files crashed = stage.with_sends(sends);
        const std::vector<std::string> states = states_of_write_back(crashed);
        CHECK(states.size() > 5);
        for (const std::string& file : states) {
            INFO(sends << " sends, " << &file - states.data() << " pages written back");
            Meeting({file, crashed.log}).must_be_taken_up(2 + sends);
        }
    }
}

TEST_CASE("taking up an unused log reports once how many events stood only in it") {
    const Stage stage;
    for (const int sends : {1, 3, 60}) {
        const Meeting meeting(stage.with_sends(sends));
        const Opened opened = open(meeting.path);
        REQUIRE(opened.taken_up.size() == 1);
        CHECK(opened.taken_up.front().log == meeting.path.string() + "-wal");
        CHECK(opened.taken_up.front().events == sends);
        CHECK(open(meeting.path).taken_up.empty());
    }
    // Written back in part, the file may hold some of them already, or fit together no longer.
    const Files crashed = stage.with_sends(60);
    for (const std::string& file : states_of_write_back(crashed)) {
        const Opened opened = open(Meeting({file, crashed.log}).path);
        for (const store::TakenUp& taken : opened.taken_up) CHECK((!taken.events || (*taken.events > 0 && *taken.events <= 60)));
    }
    // A reader shares the log of a program that runs.
    const TempDir folder;
    put(folder / "ledger.db", stage.file);
    const auto user = store::open(folder / "ledger.db", Access::write);
    const HeldLog held(folder / "ledger.db");
    send_to(folder / "ledger.db", "x");
    CHECK(open(folder / "ledger.db").taken_up.empty());
}

TEST_CASE("a log without events is taken up without a word") {
    const Stage stage;
    const Files crashed = with_log(stage.file, [](const fs::path& path) {
        Scope scope;
        scope.until = day(4) - Duration{1};
        for (int i = 0; i < 2; ++i) {  // the first adopts the copy
            const auto store = store::open(path, Access::read);
            store->checkpoints()->keep(scope, scope.until, [](AccountId) { return std::string{"state"}; });
        }
    });
    const Meeting meeting(crashed);
    const Opened opened = open(meeting.path);
    CHECK(opened.events == 2);
    CHECK(opened.taken_up.empty());
}

TEST_CASE("a log of VACUUM, which moves every table, is taken up after every write of its write-back") {
    const Stage stage;
    const Files crashed = with_log(stage.file, [](const fs::path& path) {
        send_to(path, "p");
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        // Makes the table of states move.
        database.exec("CREATE TABLE filler (x); INSERT INTO filler SELECT zeroblob(3000) FROM event");
        database.exec("DROP TABLE filler; VACUUM");
    });
    for (const std::string& file : states_of_write_back(crashed)) Meeting({file, crashed.log}).must_be_taken_up(3);
    Meeting({stage.older, crashed.log}).must_be_set_aside(1);
}

TEST_CASE("whatever writes to a ledger, its log is known") {
    struct Write {
        const char* what;
        std::function<void(const fs::path&)> write;
    };
    const TempDir folder;
    const std::vector<Write> writes{
        {"a report that keeps checkpoints",
         [](const fs::path& path) {
             const auto store = store::open(path, Access::read);
             Scope scope;
             scope.until = day(4) - Duration{1};
             store->checkpoints()->keep(scope, scope.until, [](AccountId) { return std::string{"state"}; });
         }},
        {"terms of a user",
         [](const fs::path& path) {
             const auto store = store::open(path, Access::write);
             const auto transaction = store->begin(day(6), "plans import");
             transaction->append_terms({own_terms("ours", "gold", day_of(day(1)), 10)}, "Ours");
             transaction->commit();
         }},
        {"a backup", [&folder](const fs::path& path) { static_cast<void>(store::backup(path, folder / "b.db", false, day(6))); }},
    };
    const Stage stage;
    for (const Write& write : writes) {
        INFO(write.what);
        const Files crashed = with_log(stage.file, write.write);
        REQUIRE_FALSE(crashed.log.empty());
        const Meeting own(crashed);
        CHECK(store::open(own.path, Access::read)->extent().events == 2);
        CHECK_FALSE(fs::exists(own.path.string() + "-wal"));
        Meeting({stage.older, crashed.log}).must_be_set_aside(1);
    }
}

TEST_CASE("a log of a migration is taken up after every write of its write-back") {
    for (const std::string version : {"v4", "v6", "v7"}) {
        const TempDir folder;
        copy_old_ledger(version, folder / "old.db");
        const std::string old = text_of(folder / "old.db");
        const Files crashed = with_log(old, [](const fs::path& path) { static_cast<void>(store::open(path, Access::write)); });
        REQUIRE_FALSE(crashed.log.empty());
        const auto events = open(folder / "old.db").events;
        for (const std::string& file : states_of_write_back(crashed)) Meeting({file, crashed.log}).must_be_taken_up(events);
    }
}

TEST_CASE("a log of a restore is taken up after every write of its write-back") {
    const Stage stage;
    const TempDir folder;
    const fs::path backup = folder / "backup.db";
    put(folder / "ledger.db", stage.older);
    static_cast<void>(store::backup(folder / "ledger.db", backup, false, day(6)));
    const Files crashed =
        with_log(stage.file, [&](const fs::path& path) { static_cast<void>(store::restore(backup, path, true, day(7))); });
    for (const std::string& file : states_of_write_back(crashed)) Meeting({file, crashed.log}).must_be_taken_up(1);
}
