#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

/// Enough that the write-ahead log is written back.
std::vector<EventRecord> many_sends() { return std::vector<EventRecord>(5000, send("ana", "x", day(1))); }

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

TEST_CASE("the write-ahead log stays short, though small writes leave it in place") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    const std::filesystem::path wal = ledger.path().string() + "-wal";
    REQUIRE(std::filesystem::exists(wal));
    bool was_written_back = false;
    for (int i = 0; i < 50; ++i) {
        ledger.record({send("ana", "prospect " + std::to_string(i), day(1))}, day(1));
        if (!std::filesystem::exists(wal)) {
            was_written_back = true;
        } else {
            CHECK(std::filesystem::file_size(wal) < 600'000);
        }
    }
    CHECK(was_written_back);
    ledger.record(many_sends(), day(2));
    CHECK_FALSE(std::filesystem::exists(wal));  // a large write is written back when it is done
}

TEST_CASE("a ledger can be read where nothing can be written") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    ledger.record(many_sends(), day(1));  // leaves no WAL behind
    REQUIRE_FALSE(std::filesystem::exists(ledger.path().string() + "-wal"));
    const auto set_mode = [](const std::filesystem::path& path, unsigned mode) {
        std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
    };
    set_mode(ledger.path(), 0444);
    set_mode(ledger.path().parent_path(), 0555);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        constexpr uid_t nobody = 65'534;
        if (geteuid() == 0 && setuid(nobody) != 0) _exit(2);  // root can write anywhere
        try {
            const auto store = ledger.open();
            _exit(store->extent().events == 5001 && verified(*store).empty() ? 0 : 1);
        } catch (const std::exception&) { _exit(3); }
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
    set_mode(ledger.path().parent_path(), 0755);
}
