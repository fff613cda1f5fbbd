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

/// Of so many calls one is struck.
struct Steps {
    int in_transaction;
    int elsewhere;
};

/// The long run strikes at every call, the usual one at some; at fewer with the sanitizers, which take ten times as long.
constexpr Steps usual_steps{5, 7};
constexpr int usual_strikes_in_transactions = 50;
Steps steps() {
    if (std::getenv("INMAIL_TORTURE_LONG") != nullptr) return {1, 1};
#ifdef INMAIL_SANITIZED
    constexpr Steps rare_steps{23, 29};
    return rare_steps;
#else
    return usual_steps;
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
        for (int i = 0; i < row_count; ++i)
            rows += "2026-03-0" + std::to_string(1 + i % 9) + ",send,eve,person-" + std::to_string(i) + ",open-profile\n";
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
    int in_transaction{0};  ///< on the ledger's log: between the first write of a transaction and the sync of its commit
    int refused{0};         ///< the program told that it failed
    int survived{0};        ///< it succeeded all the same
};

std::string events_of(const fs::path& folder) { return run(folder, {"export", "events"}, at_noon).out; }

bool is_in_transaction(const std::string& line) { return line.find("/ledger.db-wal in a transaction") != std::string::npos; }

/// The scenario under the shim; what the shim told is left in `log`.
Ended run_shimmed(const fs::path& folder, const Scenario& scenario, const char* kind, int n, const fs::path& log) {
    Environment faulty = scenario.clock;
    faulty.insert(faulty.end(), {{"LD_PRELOAD", INMAIL_FAULT_SHIM},
                                 {"ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0"},
                                 {"INMAIL_FAULT_DIR", folder.string()},
                                 {"INMAIL_FAULT_AT", std::to_string(n)},
                                 {"INMAIL_FAULT_KIND", kind},
                                 {"INMAIL_FAULT_LOG", log.string()}});
    return run(folder, scenario.command, faulty);
}

/// The calls to strike at, from 1 on: the first of each sort is always one of them.
std::vector<int> calls_to_strike(const Stage& stage, const fs::path& from, const Scenario& scenario) {
    const fs::path folder = stage.play(from);
    const fs::path log = folder / "calls.txt";
    Stage::must(run_shimmed(folder, scenario, "trace", 0, log));
    std::vector<int> chosen;
    int in_transaction = 0;
    int elsewhere = 0;
    std::ifstream calls(log);
    std::string call;
    for (int n = 1; std::getline(calls, call); ++n) {
        const bool is_due =
            is_in_transaction(call) ? in_transaction++ % steps().in_transaction == 0 : elsewhere++ % steps().elsewhere == 0;
        if (is_due) chosen.push_back(n);
    }
    return chosen;
}

/// Plays the scenario with a fault at the n-th call.
void strike(const Stage& stage, const fs::path& from, const Scenario& scenario, const char* kind, int n,
            const std::string& before, const std::string& after, Tally& tally) {
    const fs::path folder = stage.play(from);
    const fs::path log = folder / "struck.txt";
    const Ended ended = run_shimmed(folder, scenario, kind, n, log);
    const std::string struck = text_of(log);
    CHECK(struck != "");

    ++tally.struck;
    if (is_in_transaction(struck)) ++tally.in_transaction;
    if (ended.exit_code == 0)
        ++tally.survived;
    else if (!ended.killed)
        ++tally.refused;

    INFO(scenario.name << ", call " << n << ": " << struck << ended.out << ended.err);
    if (!ended.killed) CHECK((ended.exit_code == 0 || ended.exit_code == 1));
    const Ended verified = run(folder, {"verify"}, at_noon);
    INFO(verified.out << verified.err);
    CHECK(verified.exit_code == 0);
    if (fs::exists(folder / "another.db")) CHECK(run(folder, {"verify", "--ledger", "another.db"}, at_noon).exit_code == 0);
    const std::string now = events_of(folder);
    if (ended.exit_code == 0)
        CHECK(now == after);
    else
        CHECK((now == before || now == after));
}

/// How many strikes fell in transactions.
int play(const Stage& stage, const fs::path& from, const Scenario& scenario, const std::vector<const char*>& kinds) {
    const fs::path calm = stage.play(from);
    const std::string before = events_of(calm);
    // Nothing in these commands is random: each key is given or derived, and the clock stands still.
    Stage::must(run(calm, scenario.command, scenario.clock));
    const std::string after = events_of(calm);
    const std::vector<int> calls = calls_to_strike(stage, from, scenario);
    int in_transactions = 0;
    for (const char* kind : kinds) {
        Tally tally;
        for (const int n : calls) strike(stage, from, scenario, kind, n, before, after, tally);
        std::cout << scenario.name << ", " << kind << ": " << tally.struck << " struck, " << tally.in_transaction
                  << " of them inside the write transaction; " << tally.refused << " told, " << tally.survived << " survived\n";
        CHECK(tally.in_transaction > 0);
        in_transactions += tally.in_transaction;
    }
    return in_transactions;
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

/// Every scenario; a run that hardly ever hits a transaction proves little of them.
void play_all(const std::vector<const char*>& kinds) {
    const Stage stage;
    int in_transactions = 0;
    for (const auto& scenario : writing()) in_transactions += play(stage, stage.migrated(), scenario, kinds);
    in_transactions += play(stage, stage.original(), {"migration", {"balance"}}, kinds);
    std::cout << in_transactions << " struck inside a write transaction\n";
    if (steps().in_transaction <= usual_steps.in_transaction) CHECK(in_transactions >= usual_strikes_in_transactions);
}

}  // namespace

TEST_CASE("killed at any call, the program loses nothing that it acknowledged and leaves nothing by halves") { play_all(kills); }

TEST_CASE("a write that fails or tears, at any call, is told and leaves the ledger sound") { play_all(write_faults); }
