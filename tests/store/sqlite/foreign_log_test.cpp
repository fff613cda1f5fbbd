// A ledger's file and the log beside it, which may have met by copying.

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
#include "inmail/store/backup.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/held_log.hpp"
#include "support/old_ledger.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t page_bytes = 4096;

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// Overwrites a file in place, as `cp` does.
void put(const fs::path& file, const std::string& content) { std::ofstream(file, std::ios::binary) << content; }

/// A ledger's file and its log, as a crash leaves them.
struct Files {
    std::string file;
    std::string log;
};

/// Runs `record` on a copy of `file` while somebody reads it, so that everything stays in the log.
template <class Record>
Files with_log(const std::string& file, const Record& record) {
    const TempDir folder;
    const fs::path path = folder / "ledger.db";
    put(path, file);
    const HeldLog held(path);
    record(path);
    return {text_of(path), text_of(path.string() + "-wal")};
}

void send_to(const fs::path& path, const std::string& prospect) {
    const auto store = store::open(path, Access::write);
    const auto transaction = store->begin(day(5), "send");
    transaction->append(send("ana", prospect, day(5)));
    transaction->commit();
}

/// What the file becomes when all of the log is written back.
std::string written_back(const Files& files) {
    const TempDir folder;
    put(folder / "ledger.db", files.file);
    put(folder / "ledger.db-wal", files.log);
    SQLite::Database((folder / "ledger.db").string(), SQLite::OPEN_READWRITE).exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return text_of(folder / "ledger.db");
}

/// The file after each write of the write-back: SQLite writes pages in their order.
std::vector<std::string> states_of_write_back(const Files& files) {
    const std::string after = written_back(files);
    std::string now = files.file;
    std::vector<std::string> states{now};
    for (std::size_t at = 0; at < after.size(); at += page_bytes) {
        if (now.compare(at < now.size() ? at : 0, at < now.size() ? page_bytes : 0, after, at, page_bytes) == 0) continue;
        if (now.size() < at) now.resize(at, '\0');
        now.replace(at, page_bytes, after, at, page_bytes);
        states.push_back(now);
    }
    if (now.size() != after.size()) states.push_back(after);
    return states;
}

struct Opened {
    ExitCode code{ExitCode::done};
    std::string message;
    std::optional<Damage> damage{};
    std::int64_t events{-1};
    std::vector<store::SetAside> set_aside;
    std::vector<store::TakenUp> taken_up;
};

Opened open(const fs::path& path, Access access = Access::read) {
    Opened opened;
    try {
        const auto store = store::open(path, access, store::Caching::used, [&opened](const store::LogFound& found) {
            if (const auto* aside = std::get_if<store::SetAside>(&found)) opened.set_aside.push_back(*aside);
            if (const auto* taken = std::get_if<store::TakenUp>(&found)) opened.taken_up.push_back(*taken);
        });
        opened.events = store->extent().events;
        CHECK(verified(*store).empty());
    } catch (const DamagedLedger& e) {
        opened.code = e.code();
        opened.message = e.what();
        opened.damage = e.damage();
    } catch (const Error& e) {
        opened.code = e.code();
        opened.message = e.what();
    }
    return opened;
}

/// A folder where a file and a log meet.
class Meeting {
  public:
    explicit Meeting(const Files& files) : log(files.log) {
        put(path, files.file);
        put(path.string() + "-wal", files.log);
        chmod(path.c_str(), 0600);
        chmod((path.string() + "-wal").c_str(), 0640);
    }

    /// Checks that the log is taken up.
    void must_be_taken_up(std::int64_t events) const {
        const Opened opened = open(path);
        CHECK(opened.message == "");
        CHECK(opened.events == events);
        CHECK(opened.set_aside.empty());
        CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1 + copies());
    }
    /// Checks that the log is moved aside, and this is told once.
    void must_be_set_aside(std::int64_t events) const {
        const Opened opened = open(path);
        CHECK(opened.message == "");
        CHECK(opened.events == events);
        REQUIRE(opened.set_aside.size() == 1);
        CHECK(opened.set_aside.front().was == path.string() + "-wal");
        const fs::path kept = opened.set_aside.front().is;
        CHECK((text_of(kept) == log));
        CHECK(fs::status(kept).permissions() == static_cast<fs::perms>(0640));
        CHECK_FALSE(fs::exists(path.string() + "-wal"));
        CHECK_FALSE(fs::exists(path.string() + "-shm"));
        CHECK(open(path).set_aside.empty());
    }
    /// Checks that the ledger is refused, and neither file is touched.
    template <class Why>
    void must_be_refused() const {
        const std::string file = text_of(path);
        const Opened opened = open(path, Access::write);
        CHECK(opened.code == ExitCode::damaged);
        REQUIRE(opened.damage);
        CHECK(std::holds_alternative<Why>(opened.damage->what));
        CHECK((text_of(path) == file));
        CHECK((text_of(path.string() + "-wal") == log));
    }

    const TempDir folder;
    const fs::path path{folder / "ledger.db"};
    const std::string log;

  private:
    /// The copies that migrations keep.
    [[nodiscard]] std::ptrdiff_t copies() const {
        std::ptrdiff_t n = 0;
        for (const auto& entry : fs::directory_iterator(folder.path())) {
            if (entry.path().string().find(".before-") != std::string::npos) ++n;
        }
        return n;
    }
};

/// A ledger of one seat, and what others have of it.
struct Stage {
    Stage() {
        const TestLedger ledger;
        ledger.record({subscribe("ana", day(0))});
        older = text_of(ledger.path());
        send_to(ledger.path(), "first");
        file = text_of(ledger.path());
    }

    [[nodiscard]] Files with_sends(int count) const {
        return with_log(file, [count](const fs::path& path) {
            for (int i = 0; i < count; ++i) send_to(path, "p" + std::to_string(i));
        });
    }

    std::string older;  ///< the file before its last command: 1 event
    std::string file;   ///< 2 events
};

}  // namespace

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

TEST_CASE("who takes up a log that nobody uses is told once how many events stood only in it") {
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
            store->write_back();
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

TEST_CASE("a log is set aside where an older copy was put over its file") {
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

TEST_CASE("a log is set aside where a backup was put over its file, even one made while the log grew") {
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

TEST_CASE("a log is set aside where it belongs to a third ledger, or the ledger is of an earlier schema") {
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

TEST_CASE("a log that another program alone wrote is refused once that program has ended") {
    const Stage stage;
    const Files crashed = with_log(stage.file, [](const fs::path& path) {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM checkpoint");
        // Whoever would adopt the copy would write to the log, too.
        CHECK(store::open(path, Access::read, store::Caching::used, {}, store::Copies::taken_as_they_are)->extent().events == 2);
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
