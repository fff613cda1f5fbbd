#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/store/sqlite/backup.hpp"
#include "sqlite/current_user.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/held_log.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

std::vector<EventRecord> many_sends() { return std::vector<EventRecord>(5000, send("ana", "x", day(1))); }

/// Whether nothing of SQLite's lies beside the ledger.
bool stands_alone(const TestLedger& ledger) {
    return std::distance(std::filesystem::directory_iterator(ledger.path().parent_path()), {}) == 1;
}

void set_mode(const std::filesystem::path& path, unsigned mode) {
    std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
}

/// Runs `check` in another process, as a user whom permissions bind. Returns what it returns.
template <class Check>
bool without_privileges(const Check& check) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        constexpr uid_t nobody = 65'534;
        if (geteuid() == 0 && setuid(nobody) != 0) _exit(2);  // root can write anywhere
        try {
            _exit(check() ? 0 : 1);
        } catch (const std::exception&) { _exit(3); }
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WEXITSTATUS(status) == 0;
}

/// Runs `check` as a user who may read the ledger's directory only. Returns what it returns.
template <class Check>
bool where_nothing_can_be_written(const TestLedger& ledger, const Check& check) {
    const std::filesystem::path folder = ledger.path().parent_path();
    for (const auto& file : std::filesystem::directory_iterator(folder)) set_mode(file.path(), 0444);
    set_mode(folder, 0555);
    const bool holds = without_privileges(check);
    set_mode(folder, 0755);
    set_mode(ledger.path(), 0600);
    return holds;
}

/// Records a send, and leaves `crashed` as if the process had ended before the log was written back.
void crash_after_a_send(const TestLedger& ledger, const TestLedger& crashed) {
    const HeldLog held(ledger.path());
    ledger.record({send("ana", "x", day(1))}, day(1));
    copy_with_log(ledger.path(), crashed.path());
}

/// How many events a copy of the file holds, which must be sound.
std::int64_t events_in_file(const TestLedger& ledger) {
    const TempDir folder;
    std::filesystem::copy_file(ledger.path(), folder / "copy.db");
    const auto copy = store::open(folder / "copy.db", Access::read);
    CHECK(verified(*copy).empty());
    return copy->extent().events;
}

}  // namespace

TEST_CASE("a transaction sees what others wrote before it, and nobody writes during it") {
    const TestLedger ledger;
    const auto first = ledger.open(Access::write);
    const auto second = ledger.open(Access::write);
    CHECK(first->extent().events == 0);
    ledger.record({subscribe("ana", day(0))});
    CHECK(first->extent().events == 1);
    {
        const auto transaction = first->begin(day(1), "test");
        CHECK(ledger.sql("BEGIN IMMEDIATE").find("locked") != std::string::npos);
        transaction->append(send("ana", "x", day(1)));
        CHECK(second->extent().events == 1);
        transaction->commit();
    }
    CHECK(second->extent().events == 2);
    CHECK(second->find_prospect("x"));
}

TEST_CASE("a committed event survives the end of its process, and an uncommitted one does not") {
    const TestLedger ledger;
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ledger.record({with_key(subscribe("ana", day(0)), "kept")});
        const auto store = ledger.open(Access::write);
        const auto transaction = store->begin(day(1), "test");
        transaction->append(with_key(send("ana", "x", day(1)), "lost"));
        _exit(0);  // no destructor runs, as if the process were killed
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    const auto store = ledger.open(Access::write);
    CHECK(recorded_keys(*store) == std::vector<std::string>{"kept"});
    CHECK(verified(*store).empty());
    ledger.record({send("ana", "x", day(1))}, day(1));
    CHECK(store->extent().events == 2);
}

TEST_CASE("a lock of another program on the folder delays a command by no more than a moment") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    const int folder = ::open(ledger.path().parent_path().c_str(), O_RDONLY | O_DIRECTORY);
    REQUIRE(::flock(folder, LOCK_EX) == 0);
    const auto start = std::chrono::steady_clock::now();
    ledger.record({send("ana", "x", day(1))}, day(1));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
    CHECK(events_in_file(ledger) == 2);
    ::close(folder);
}

TEST_CASE("nothing is recorded in a ledger whose revision is missing") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    ledger.tamper("DELETE FROM revision");
    CHECK_THROWS_AS(ledger.record({send("ana", "x", day(1))}, day(1)), DamagedLedger);
    CHECK(ledger.value("SELECT count(*) FROM event") == "1");
}

TEST_CASE("once nobody has a ledger open, its file is the whole ledger") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    CHECK(stands_alone(ledger));
    SECTION("after a large write") {
        ledger.record(many_sends(), day(2));
        CHECK(stands_alone(ledger));
        CHECK(events_in_file(ledger) == 5001);
    }
    SECTION("after a report that kept checkpoints") {
        ledger.record(many_sends(), day(1));
        static_cast<void>(folded_keys(*ledger.open()));
        CHECK(stands_alone(ledger));
    }
    SECTION("after somebody else's reading ended last") {
        auto reader = ledger.open();
        REQUIRE(reader->extent().events == 1);
        ledger.record({send("ana", "x", day(1))}, day(1));
        CHECK(events_in_file(ledger) == 1);  // the reader's snapshot needs the file as it was
        reader.reset();
        CHECK(stands_alone(ledger));
        CHECK(events_in_file(ledger) == 2);
    }
    SECTION("after a restore while somebody else has it open") {
        const TempDir folder;
        static_cast<void>(store::backup(ledger.path(), folder / "backup.db", false, day(1)));
        ledger.record({send("ana", "x", day(2)), send("ana", "y", day(2))}, day(2));
        const auto idle = ledger.open(Access::write);
        static_cast<void>(store::restore(folder / "backup.db", ledger.path(), true, day(3)));
        CHECK(events_in_file(ledger) == 1);
    }
    SECTION("after several closed it at the same time") {
        constexpr int users = 4;
        for (int round = 0; round < 200; ++round) {
            std::atomic<int> ready{0};
            std::vector<std::thread> threads;
            for (int user = 0; user < users; ++user) {
                threads.emplace_back([&ledger, &ready] {
                    auto store = ledger.open();
                    ++ready;
                    while (ready < users) std::this_thread::yield();
                    store.reset();
                });
            }
            for (std::thread& thread : threads) thread.join();
            REQUIRE(stands_alone(ledger));
        }
    }
}

TEST_CASE("what is recorded stands in the file at once, though others have the ledger open") {
    const TestLedger ledger;
    const auto other = ledger.open(Access::write);
    ledger.record({subscribe("ana", day(0))});
    CHECK(other->extent().events == 1);
    ledger.record({send("ana", "x", day(1))}, day(1));
    CHECK(events_in_file(ledger) == 2);
}

TEST_CASE("the log that a crash left is taken up, by a reader too") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    const TestLedger crashed(ledger);
    crash_after_a_send(ledger, crashed);
    REQUIRE(events_in_file(crashed) == 1);
    CHECK(crashed.open()->extent().events == 2);
    CHECK(stands_alone(crashed));
    CHECK(events_in_file(crashed) == 2);
}

TEST_CASE("a ledger can be read in a place where nothing can be written") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    ledger.record(many_sends(), day(1));
    CHECK(where_nothing_can_be_written(ledger, [&] {
        const auto store = ledger.open();
        return store->extent().events == 5001 && verified(*store).empty();
    }));
}

TEST_CASE("a trial waits for no writer, needs no permission to write, and leaves nothing behind") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    const auto can_record = [&ledger] {
        const auto trial = ledger.open(Access::trial);
        const auto transaction = trial->begin(day(1), "test");
        transaction->append(send("ana", "x", day(1)));
        transaction->commit();
        return trial->extent().events == 2 && ledger.open()->extent().events == 1;
    };
    CHECK(where_nothing_can_be_written(ledger, can_record));
    const auto writer = ledger.open(Access::write);
    const auto transaction = writer->begin(day(1), "test");
    CHECK(can_record());
}

TEST_CASE("a file of another user is reported with that user's name") {
    using machine_fault::LedgerUnusable;
    const TestLedger ledger;
    set_mode(ledger.path().parent_path(), 0755);
    // Only root can own what others may not read. They have a file of root's.
    const std::filesystem::path of_root = geteuid() == 0 ? ledger.path() : "/etc/shadow";
    if (!std::filesystem::exists(of_root)) return;
    const auto is_reported = [&of_root](Access access, LedgerUnusable::Why why) {
        try {
            static_cast<void>(store::open(of_root, access));
        } catch (const FailedMachine& failure) {
            const auto& unusable = std::get<LedgerUnusable>(failure.reason());
            return unusable.why == why && unusable.reason == store::name_of_user(0);
        }
        return false;
    };
    CHECK(without_privileges([&] {
        return is_reported(Access::read, LedgerUnusable::Why::not_readable) &&
               is_reported(Access::write, LedgerUnusable::Why::not_readable);
    }));
    if (geteuid() != 0) return;
    set_mode(ledger.path(), 0644);
    set_mode(ledger.path().parent_path(), 0777);
    CHECK(without_privileges(
        [&] { return is_reported(Access::write, LedgerUnusable::Why::not_writable) && ledger.open()->extent().events == 0; }));
    CHECK(stands_alone(ledger));
}

TEST_CASE("a ledger with a log is not read in a place where nothing can be written, because it may lack records") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    const TestLedger crashed(ledger);
    crash_after_a_send(ledger, crashed);
    using Why = machine_fault::LedgerUnusable::Why;
    Why reason = Why::log_stuck;
    SECTION("its own") {}
    SECTION("another file's") {
        std::filesystem::copy_file(TestLedger().path(), crashed.path(), std::filesystem::copy_options::overwrite_existing);
        reason = Why::foreign_log_stuck;
    }
    const auto log_bytes = std::filesystem::file_size(crashed.path().string() + "-wal");
    CHECK(where_nothing_can_be_written(crashed, [&] {
        try {
            static_cast<void>(crashed.open());
        } catch (const FailedMachine& failure) { return std::get<machine_fault::LedgerUnusable>(failure.reason()).why == reason; }
        return false;
    }));
    CHECK(std::filesystem::file_size(crashed.path().string() + "-wal") == log_bytes);
    CHECK(events_in_file(crashed) == (reason == Why::log_stuck ? 1 : 0));
}
