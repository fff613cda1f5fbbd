// Kills the program, and fails its writes, at one call after the other. Whatever happens: the ledger is sound afterwards,
// everything that was acknowledged is there, and what was not is there whole or not at all.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "program.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail::test;

namespace {

namespace fs = std::filesystem;

const Environment at_noon{{"INMAIL_NOW", "2026-03-10T12:00:00Z"}};

/// The long run strikes at every call, the usual one at some; at fewer with the sanitizers, which take ten times as long.
constexpr int usual_step = 7;
int step() {
    if (std::getenv("INMAIL_TORTURE_LONG") != nullptr) return 1;
#ifdef INMAIL_SANITIZED
    constexpr int rare_step = 29;
    return rare_step;
#else
    return usual_step;
#endif
}

struct Scenario {
    const char* name;
    std::vector<std::string> command;
    Environment clock = at_noon;
};

/// A folder with a ledger of an early schema, a backup of it, and a file to import.
class Stage {
  public:
    Stage() {
        fs::create_directory(original());
        fs::copy_file(fs::path(INMAIL_SOURCE_DIR) / "tests/fixtures/ledgers/v2.db", original() / "ledger.db");
        fs::permissions(original() / "ledger.db", fs::perms::owner_read | fs::perms::owner_write);
        fs::create_directory(migrated());
        fs::copy_file(original() / "ledger.db", migrated() / "ledger.db");
        must(run(migrated(), {"verify"}, at_noon));
        must(run(migrated(), {"backup", (migrated() / "copy.db").string()}, at_noon));
        must(run(migrated(), {"send", "ana", "after-the-backup"}, at_noon));
        std::string rows = "at,event,seat,prospect,channel\n";
        constexpr int row_count = 400;
        for (int i = 0; i < row_count; ++i) rows += "2026-03-0" + std::to_string(1 + i % 9) + ",send,eve,person-" + std::to_string(i) + ",open-profile\n";
        std::ofstream(migrated() / "rows.csv") << rows;
    }
    [[nodiscard]] fs::path original() const { return directory_ / "original"; }
    [[nodiscard]] fs::path migrated() const { return directory_ / "migrated"; }

    /// A fresh copy of one of them to play in.
    [[nodiscard]] fs::path play(const fs::path& from) const {
        const fs::path folder = directory_ / "play";
        fs::remove_all(folder);
        fs::copy(from, folder, fs::copy_options::recursive);
        return fs::canonical(folder);
    }

    static void must(const Ended& ended) {
        INFO(ended.out << ended.err);
        REQUIRE(ended.exit_code == 0);
    }

  private:
    TempDir directory_;
};

struct Tally {
    int struck{0};
    int in_transaction{0};  ///< on the write-ahead log: between the first write of a transaction and its commit
    int refused{0};         ///< the program told that it failed
    int survived{0};        ///< it succeeded all the same
};

std::string events_of(const fs::path& folder) { return run(folder, {"export", "events"}, at_noon).out; }

/// Plays the scenario with a fault at the n-th call; false where it ended before that.
bool strike(const Stage& stage, const fs::path& from, const Scenario& scenario, const char* kind, int n, const std::string& before,
            const std::string& after, Tally& tally) {
    const fs::path folder = stage.play(from);
    const fs::path log = folder / "struck.txt";
    Environment faulty = scenario.clock;
    faulty.insert(faulty.end(), {{"LD_PRELOAD", INMAIL_FAULT_SHIM},
                                 {"ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0"},
                                 {"INMAIL_FAULT_DIR", folder.string()},
                                 {"INMAIL_FAULT_AT", std::to_string(n)},
                                 {"INMAIL_FAULT_KIND", kind},
                                 {"INMAIL_FAULT_LOG", log.string()}});
    const Ended ended = run(folder, scenario.command, faulty);
    const std::string struck = text_of(log);
    if (struck.empty()) return false;

    ++tally.struck;
    if (struck.find("-wal") != std::string::npos) ++tally.in_transaction;
    if (ended.exit_code == 0) ++tally.survived;
    else if (!ended.killed) ++tally.refused;

    INFO(scenario.name << ", call " << n << ": " << struck << ended.out << ended.err);
    if (!ended.killed) CHECK((ended.exit_code == 0 || ended.exit_code == 1));
    const Ended verified = run(folder, {"verify"}, at_noon);
    INFO(verified.out << verified.err);
    CHECK(verified.exit_code == 0);
    if (fs::exists(folder / "another.db")) CHECK(run(folder, {"verify", "--ledger", "another.db"}, at_noon).exit_code == 0);
    const std::string now = events_of(folder);
    if (ended.exit_code == 0) CHECK(now == after);
    else CHECK((now == before || now == after));
    return true;
}

void play(const Stage& stage, const fs::path& from, const Scenario& scenario, const std::vector<const char*>& kinds) {
    const fs::path calm = stage.play(from);
    const std::string before = events_of(calm);
    // Nothing in these commands is random: each key is given or derived, and the clock stands still.
    Stage::must(run(calm, scenario.command, scenario.clock));
    const std::string after = events_of(calm);
    for (const char* kind : kinds) {
        Tally tally;
        for (int n = 1; strike(stage, from, scenario, kind, n, before, after, tally); n += step()) {}
        std::cout << scenario.name << ", " << kind << ": " << tally.struck << " struck, " << tally.in_transaction
                  << " of them inside the write transaction; " << tally.refused << " told, " << tally.survived << " survived\n";
        CHECK(tally.struck > 0);
        // Rare strikes may all fall beside it.
        if (step() <= usual_step) CHECK(tally.in_transaction > 0);
    }
}

const std::vector<const char*> kills{"kill", "killed-after"};
const std::vector<const char*> write_faults{"eio", "enospc", "torn"};

const std::vector<Scenario>& writing() {
    static const std::vector<Scenario> all{
        {"send", {"send", "ana", "somebody", "--key", "the-send"}},
        {"import", {"import", "events", "rows.csv"}},
        {"undo", {"undo", "--key", "the-undo"}},
        {"rollover", {"rollover"}, {{"INMAIL_NOW", "2026-05-10T12:00:00Z"}}},  // when refreshes are due
        {"forget", {"forget", "li-wei"}},
        {"backup", {"backup", "another.db"}},
        {"restore", {"restore", "copy.db", "--force"}},
    };
    return all;
}

}  // namespace

TEST_CASE("killed at any call, the program loses nothing that it acknowledged and leaves nothing by halves") {
    const Stage stage;
    for (const auto& scenario : writing()) play(stage, stage.migrated(), scenario, kills);
    play(stage, stage.original(), {"migration", {"balance"}}, kills);
}

TEST_CASE("a write that fails or tears, at any call, is told and leaves the ledger sound") {
    const Stage stage;
    for (const auto& scenario : writing()) play(stage, stage.migrated(), scenario, write_faults);
    play(stage, stage.original(), {"migration", {"balance"}}, write_faults);
}
