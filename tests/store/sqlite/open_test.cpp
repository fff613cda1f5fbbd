#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "sqlite/migrations.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/old_ledger.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;
namespace fs = std::filesystem;

namespace {

/// The error of opening or creating, with its next step.
template <class Action>
std::pair<ExitCode, std::string> error_of(const Action& action) {
    try {
        action();
    } catch (const Error& e) {
        const auto words = render::words_of(e);
        return {e.code(), words.what + " | " + words.next_step};
    }
    return {ExitCode::done, ""};
}

std::pair<ExitCode, std::string> error_of_opening(const std::filesystem::path& path, Access access = Access::read) {
    return error_of([&] { static_cast<void>(store::open(path, access)); });
}

fs::path ledger_of_schema_4(const TempDir& directory) {
    fs::path path = directory / "ledger.db";
    copy_old_ledger("v4", path);
    return path;
}

void write_file(const std::filesystem::path& path, const std::string& content) { std::ofstream(path) << content; }

unsigned mode_of(const std::filesystem::path& path) {
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("only its owner can read a new ledger, and it identifies itself") {
    const TempDir directory;
    const auto path = directory / "deep" / "er" / "ledger.db";
    store::create(path, "quicklead", "Europe/Madrid", day(3));
    CHECK(mode_of(path) == 0600);
    CHECK(mode_of(path.parent_path()) == 0700);
    CHECK(mode_of(path.parent_path().parent_path()) == 0700);
    // Nothing else stays behind.
    CHECK(std::distance(std::filesystem::directory_iterator(path.parent_path()), {}) == 1);

    const auto store = store::open(path, Access::read);
    CHECK(store->info().default_rulebook == "quicklead");
    CHECK(store->info().zone == "Europe/Madrid");
    CHECK(store->info().created_at == day(3));
    CHECK(store->info().id.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(store->info().id.size() == 32);
    CHECK(store->extent().events == 0);
    CHECK(verified(*store).empty());
}

TEST_CASE("only its owner can read a ledger's side files") {
    const TestLedger ledger;
    const auto user = ledger.open();
    REQUIRE(std::filesystem::exists(ledger.path().string() + "-wal"));
    CHECK(mode_of(ledger.path().string() + "-wal") == 0600);
    CHECK(mode_of(ledger.path().string() + "-shm") == 0600);
}

TEST_CASE("a new ledger never replaces a file") {
    const TempDir directory;
    const auto path = directory / "ledger.db";
    const auto make = [&] { return error_of([&] { store::create(path, "linkedin", "UTC", new_year); }); };

    SECTION("a ledger is refused") {
        REQUIRE(make().first == ExitCode::done);
        const std::string id = store::open(path, Access::read)->info().id;
        CHECK(make().first == ExitCode::refused);
        CHECK(store::open(path, Access::read)->info().id == id);
    }
    SECTION("another file is wrong input") {
        write_file(path, "my notes");
        CHECK(make().first == ExitCode::input);
        CHECK(std::filesystem::file_size(path) == 8);
    }
    SECTION("a dangling link is wrong input") {
        std::filesystem::create_symlink(directory / "elsewhere.db", path);
        CHECK(make().first == ExitCode::input);
        CHECK_FALSE(std::filesystem::exists(directory / "elsewhere.db"));
    }
    SECTION("side files of a removed ledger are wrong input, since SQLite would read them into the new one") {
        write_file(path.string() + "-wal", "old");
        const auto [code, message] = make();
        CHECK(code == ExitCode::input);
        CHECK(message.find("ledger.db-wal") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(path));
    }
}

TEST_CASE("a ledger that cannot be created leaves no file") {
    const TempDir directory;
    const auto [code, message] = error_of([&] { store::create(directory / "ledger.db", "linkdin", "UTC", new_year); });
    CHECK(code == ExitCode::input);
    CHECK(message.find("did you mean 'linkedin'?") != std::string::npos);
    CHECK(std::filesystem::is_empty(directory.path()));

    write_file(directory / "file", "");
    CHECK(error_of([&] { store::create(directory / "file" / "ledger.db", "linkedin", "UTC", new_year); }).first ==
          ExitCode::failed);
}

TEST_CASE("a file that is no ledger is refused by what it is, and stays unchanged") {
    const TempDir directory;
    const auto path = directory / "ledger.db";

    SECTION("nothing") {
        const auto [code, message] = error_of_opening(path);
        CHECK(code == ExitCode::input);
        CHECK(message.find("inmail init --ledger " + path.string()) != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(path));
    }
    SECTION("a directory") { CHECK(error_of_opening(directory.path()).first == ExitCode::input); }
    SECTION("a device") { CHECK(error_of_opening("/dev/null").first == ExitCode::input); }
    SECTION("an empty file") {
        write_file(path, "");
        CHECK(error_of_opening(path).first == ExitCode::damaged);
        CHECK(error_of_opening(path, Access::write).first == ExitCode::damaged);
        CHECK(std::filesystem::file_size(path) == 0);
    }
    SECTION("a text file") {
        const std::string text(5000, 'x');
        write_file(path, text);
        CHECK(error_of_opening(path, Access::write).first == ExitCode::damaged);
        CHECK(std::filesystem::file_size(path) == text.size());
    }
    SECTION("another program's database") {
        SQLite::Database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
            .exec("CREATE TABLE event (seq INTEGER PRIMARY KEY)");
        const auto [code, message] = error_of_opening(path, Access::write);
        CHECK(code == ExitCode::damaged);
        CHECK(message.find("not a ledger") != std::string::npos);
    }
}

TEST_CASE("each migration is recorded once, with its checksum and time") {
    const TestLedger ledger;
    for (int round = 0; round < 2; ++round) {  // opening again adds nothing
        static_cast<void>(ledger.open(Access::write));
        CHECK(ledger.value("SELECT count(*) FROM migration") == std::to_string(store::migrations().size()));
    }
    for (const store::Migration& migration : store::migrations()) {
        const std::string row = " FROM migration WHERE version = " + std::to_string(migration.version);
        CHECK(ledger.value("SELECT name" + row) == migration.name);
        CHECK(ledger.value("SELECT checksum" + row) == store::checksum_of(migration));
        CHECK(ledger.value("SELECT applied_at" + row) == std::to_string(new_year.value));
    }
    CHECK(ledger.value("PRAGMA user_version") == std::to_string(store::newest_version()));
    CHECK(ledger.value("PRAGMA application_id") == std::to_string(store::application_id));
    CHECK(ledger.value("PRAGMA journal_mode") == "wal");
}

TEST_CASE("a failed migration leaves no trace") {
    store::Connection database(store::Connection::InMemory{"of no ledger"});
    // The first migration creates a table of this name halfway through.
    database.exec("CREATE TABLE event (seq INTEGER)");
    CHECK_THROWS(store::migrate(database, new_year));
    CHECK(database.integer("SELECT count(*) FROM sqlite_schema") == 1);
    CHECK(database.integer("PRAGMA user_version") == 0);
    CHECK(database.integer("PRAGMA application_id") == 0);
}

TEST_CASE("a ledger of a newer program is refused with the name of its newest migration") {
    const TestLedger ledger;
    const std::string next = std::to_string(store::newest_version() + 1);
    REQUIRE(ledger.sql("INSERT INTO migration VALUES (" + next + ", '0009_checkpoints', '', 0); PRAGMA user_version = " + next) ==
            "");
    const auto [code, message] = error_of_opening(ledger.path());
    CHECK(code == ExitCode::damaged);
    CHECK(message.find("0009_checkpoints") != std::string::npos);
    CHECK(message.find("Upgrade the program") != std::string::npos);
}

TEST_CASE("an upgrade restores a trigger that an earlier ledger lost") {
    const TempDir directory;
    const fs::path path = ledger_of_schema_4(directory);
    {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        database.exec("DROP TRIGGER event_no_update; DROP TRIGGER prospect_append_only");
    }
    CHECK(verified(*store::open(path, Access::read)).empty());
    SQLite::Database database(path.string(), SQLite::OPEN_READONLY);
    CHECK(database.execAndGet("PRAGMA freelist_count").getInt() * 4 < database.execAndGet("PRAGMA page_count").getInt());
}

TEST_CASE("an upgrade keeps a copy of the ledger, even if parts that no migration reads are damaged") {
    const TempDir directory;
    const fs::path path = ledger_of_schema_4(directory);
    std::streamoff root = 0;
    {
        SQLite::Database database(path.string(), SQLite::OPEN_READONLY);
        root = database.execAndGet("SELECT rootpage FROM sqlite_schema WHERE name = 'backup'").getInt();
    }
    constexpr std::streamoff page_bytes = 4096;
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp((root - 1) * page_bytes);
    file << "garbage";
    file.close();
    CHECK_THROWS_AS(store::open(path, Access::read), DamagedLedger);
    int copies = 0;
    for (const auto& beside : fs::directory_iterator(path.parent_path())) {
        if (beside.path().filename().string().find("before-migration") != std::string::npos) ++copies;
    }
    CHECK(copies == 1);
}
