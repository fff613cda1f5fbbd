// A log that does not belong to the ledger's file beside it: they met by copying.

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

TEST_CASE("what was put over a ledger while a program had it open is not overwritten with that program's log") {
    const Stage stage;
    const Meeting meeting({stage.file, ""});
    CHECK(open(meeting.path).events == 2);
    std::string other;
    SECTION("by a copy of its own") { other = stage.older; }
    SECTION("by another ledger") { other = text_of(TestLedger().path()); }
    SECTION("by a copy that has just begun"){} {
        const auto last = store::open(meeting.path, Access::read);
        REQUIRE(last->extent().events == 2);
        const auto store = store::open(meeting.path, Access::write);
        const auto transaction = store->begin(day(5), "send");
        transaction->append(send("ana", "meanwhile", day(5)));
        transaction->commit();
        put(meeting.path, other);
        using machine_fault::LedgerUnusable;
        try {
            store->file()->write_back();
            FAIL("the log was written back");
        } catch (const FailedMachine& failure) {
            CHECK(std::get<LedgerUnusable>(failure.reason()).why == LedgerUnusable::Why::replaced);
        }
    }
    CHECK((text_of(meeting.path) == other));
    if (other.empty()) return;
    const Opened opened = open(meeting.path);
    CHECK(opened.events == (other == stage.older ? 1 : 0));
    CHECK(opened.set_aside.size() == 1);
}

TEST_CASE("a copy taken in the middle of a write-back is whole, or refused") {
    const Stage stage;
    const Files crashed = stage.with_sends(60);
    std::vector<std::string> copies = states_of_write_back(crashed);
    const std::string before = copies.front();
    const std::string after = copies.back();
    // The copying may also have been ahead of the writing, or now ahead and now behind.
    for (std::size_t at = page_bytes; at < before.size(); at += page_bytes)
        copies.push_back(before.substr(0, at) + after.substr(at));
    std::mt19937 random(7);
    for (int i = 0; i < 200; ++i) {
        std::string copy = after;
        for (std::size_t at = 0; at < before.size(); at += page_bytes) {
            if (random() % 2 == 0) copy.replace(at, page_bytes, before, at, page_bytes);
        }
        copies.push_back(copy);
    }
    int refused = 0;
    for (const std::string& copy : copies) {
        const TempDir folder;
        put(folder / "copy.db", copy);
        std::string problems;
        std::int64_t events = -1;
        try {
            const auto store = store::open(folder / "copy.db", Access::read);
            problems = verified(*store).empty() ? "" : "damaged";
            events = store->extent().events;
        } catch (const DamagedLedger& damage) { problems = damage.what(); }
        if (problems.empty())
            CHECK((events >= 2 && events <= 62));
        else
            ++refused;
    }
    CHECK(refused > 0);
    CHECK(refused < static_cast<int>(copies.size()));
}

TEST_CASE("a log is set aside if an older copy was put over its file") {
    const Stage stage;
    for (const int sends : {1, 3, 60}) {
        INFO(sends << " sends");
        const Files crashed = stage.with_sends(sends);
        Meeting({stage.older, crashed.log}).must_be_set_aside(1);
        // The copy takes the place of a file that was written back in part.
        for (const std::string& file : states_of_write_back(crashed)) {
            Meeting meeting({file, crashed.log});
            put(meeting.path, stage.older);
            meeting.must_be_set_aside(1);
        }
    }
}

TEST_CASE("a log is set aside if a backup was put over its file, even one made while the log grew") {
    const Stage stage;
    const TempDir folder;
    const Files crashed = with_log(stage.file, [&folder](const fs::path& path) {
        send_to(path, "a");
        static_cast<void>(store::backup(path, folder / "backup.db", false, day(6)));
        send_to(path, "b");
    });
    Meeting({text_of(folder / "backup.db"), crashed.log}).must_be_set_aside(3);
}

TEST_CASE("a newer copy and an older log: the log is set aside unless it leads to the copy") {
    const Stage stage;
    const Files crashed = stage.with_sends(2);
    const Files later = with_log(written_back(crashed), [](const fs::path& path) { send_to(path, "later"); });
    const std::string newer = written_back(later);
    Meeting({newer, crashed.log}).must_be_set_aside(5);
    Meeting({written_back(crashed), crashed.log}).must_be_taken_up(4);
}

TEST_CASE("a log is set aside if it belongs to a third ledger, or the ledger has an earlier schema") {
    const Stage stage;
    const Stage third;
    Meeting({stage.file, third.with_sends(3).log}).must_be_set_aside(2);

    const TempDir folder;
    copy_old_ledger("v6", folder / "old.db");
    Meeting({text_of(folder / "old.db"), third.with_sends(3).log}).must_be_set_aside(193);
}

TEST_CASE("a torn log is taken up or set aside like a whole one") {
    const Stage stage;
    const Files crashed = stage.with_sends(3);
    const std::string torn = crashed.log.substr(0, crashed.log.size() - page_bytes / 2);
    Meeting({stage.file, torn}).must_be_taken_up(4);
    Meeting({stage.older, torn}).must_be_set_aside(1);
    const std::string no_transaction = crashed.log.substr(0, page_bytes);
    Meeting({stage.older, no_transaction}).must_be_taken_up(1);
    Meeting({stage.older, "no log at all"}).must_be_taken_up(1);
}

TEST_CASE("a log that only another program wrote is refused once that program has ended") {
    const Stage stage;
    const Files crashed = with_log(stage.file, [](const fs::path& path) {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM checkpoint");
        // Whoever would adopt the copy would write to the log, too.
        CHECK(store::open(path, Access::read, store::Caching::used, {{}, store::Copies::taken_as_they_are})->extent().events ==
              2);
    });
    REQUIRE_FALSE(crashed.log.empty());
    Meeting({stage.file, crashed.log}).must_be_refused<damage::UnknownLog>();
}

TEST_CASE("a log of another file is refused and left alone while a program has the ledger open") {
    const Stage stage;
    const Files crashed = stage.with_sends(3);
    SECTION("the file was overwritten") {
        const Meeting meeting({stage.older, ""});
        SQLite::Database user(meeting.path.string(), SQLite::OPEN_READWRITE);
        user.execAndGet("SELECT count(*) FROM event");
        put(meeting.path.string() + "-wal", crashed.log);
        const std::string file = text_of(meeting.path);
        CHECK(open(meeting.path).code == ExitCode::damaged);
        CHECK((text_of(meeting.path) == file));
        CHECK((text_of(meeting.path.string() + "-wal") == crashed.log));
        put(meeting.path.string() + "-wal", "");
    }
    SECTION("another file took its name") {
        const Meeting meeting({stage.file, ""});
        int ready[2];
        REQUIRE(pipe(ready) == 0);
        const pid_t user = fork();
        REQUIRE(user >= 0);
        if (user == 0) {
            // A process never sees locks of its own.
            const HeldLog held(meeting.path);
            send_to(meeting.path, "p");
            static_cast<void>(write(ready[1], "x", 1));
            for (;;) pause();
        }
        char x = 0;
        REQUIRE(read(ready[0], &x, 1) == 1);
        const std::string log = text_of(meeting.path.string() + "-wal");
        put(meeting.folder / "older.db", stage.older);
        fs::rename(meeting.folder / "older.db", meeting.path);
        CHECK(open(meeting.path).code == ExitCode::damaged);
        CHECK((text_of(meeting.path) == stage.older));
        CHECK((text_of(meeting.path.string() + "-wal") == log));
        kill(user, SIGKILL);
        REQUIRE(waitpid(user, nullptr, 0) == user);
        CHECK(open(meeting.path).set_aside.size() == 1);
        close(ready[0]);
        close(ready[1]);
    }
}

TEST_CASE("of several who open a ledger with a log of another file, one moves the log, and all see the ledger") {
    const Stage stage;
    const Files crashed = stage.with_sends(3);
    for (int round = 0; round < 20; ++round) {
        const Meeting meeting({stage.older, crashed.log});
        constexpr int users = 6;
        std::atomic<int> ready{0};
        std::vector<Opened> opened(users);
        std::vector<std::thread> threads;
        for (int user = 0; user < users; ++user) {
            threads.emplace_back([&, user] {
                ++ready;
                while (ready < users) std::this_thread::yield();
                opened[static_cast<std::size_t>(user)] = open(meeting.path, user % 2 == 0 ? Access::read : Access::write);
            });
        }
        for (std::thread& thread : threads) thread.join();
        std::size_t told = 0;
        for (const Opened& each : opened) {
            CHECK(each.message == "");
            CHECK(each.events == 1);
            told += each.set_aside.size();
        }
        CHECK(told == 1);
    }
}

TEST_CASE("a journal beside a ledger, which SQLite would roll back, is set aside") {
    const Stage stage;
    const Meeting meeting({stage.file, ""});
    // It says that page 1 was zeros and the file had two pages.
    std::string journal("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\0\0\0\1\0\0\0\0\0\0\0\2\0\0\2\0\0\0\x10\0", 28);
    journal.resize(512, '\0');
    journal += std::string("\0\0\0\1", 4) + std::string(page_bytes, '\0') + std::string(4, '\0');
    put(meeting.path.string() + "-journal", journal);
    const Opened opened = open(meeting.path);
    CHECK(opened.message == "");
    CHECK(opened.events == 2);
    REQUIRE(opened.set_aside.size() == 1);
    CHECK((text_of(opened.set_aside.front().is) == journal));
    CHECK_FALSE(fs::exists(meeting.path.string() + "-journal"));
}

TEST_CASE("a file that is no ledger is refused, and the log beside it stays") {
    const Stage stage;
    for (const std::string& file : {std::string(), std::string("my notes"), std::string(8192, '\0')})
        Meeting({file, stage.with_sends(1).log}).must_be_refused<damage::NotALedger>();
}

TEST_CASE("the log is found beside the file that a link leads to, and whatever the name") {
    const Stage stage;
    const Files crashed = stage.with_sends(3);
    for (const std::string name : {"a ledger.db", ":memory:", "file:x.db", "what?.db", "100%41#.db"}) {
        INFO(name);
        const TempDir folder;
        const fs::path link = folder / "link.db";
        put(folder / name, stage.older);
        fs::create_symlink(folder / name, link);
        for (const fs::path& path : {folder / name, link}) {
            put(folder.path() / (name + "-wal"), crashed.log);
            const Opened opened = open(path);
            CHECK(opened.message == "");
            CHECK(opened.events == 1);
            CHECK(opened.set_aside.size() == 1);
        }
        put(folder / name, stage.file);
        put(folder.path() / (name + "-wal"), crashed.log);
        CHECK(open(link).events == 5);
    }
}

TEST_CASE("a file whose header names an impossible page size is damage, whatever log lies beside it") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    const Files files = with_log(text_of(ledger.path()), [](const fs::path& path) { send_to(path, "x"); });
    for (const unsigned size : {0U, 2U, 5U, 8U, 256U, 513U, 65'535U}) {
        INFO("a page size of " << size);
        Files broken = files;
        broken.file[16] = static_cast<char>(size >> 8U);
        broken.file[17] = static_cast<char>(size & 0xFFU);
        CHECK(open(Meeting(broken).path).code == ExitCode::damaged);
    }
}
