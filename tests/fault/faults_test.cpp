// Kills the program, or fails its write, at one system call after another. Afterwards the ledger must be sound and hold
// everything that was acknowledged. What was not acknowledged must be there completely or not at all.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "program.hpp"
#include "proof.hpp"
#include "support/adopt.hpp"
#include "support/catch.hpp"
#include "support/effort.hpp"
#include "support/held_log.hpp"
#include "support/old_ledger.hpp"
#include "support/temp_dir.hpp"

using namespace inmail::test;

namespace {

namespace fs = std::filesystem;

const Environment at_noon{{"INMAIL_NOW", "2026-03-10T12:00:00Z"}};

/// One call in so many is struck.
struct Steps {
    int in_transaction;
    int elsewhere;
};
constexpr Steps usual_steps{5, 7};
constexpr int usual_strikes_in_transactions = 50;
Steps steps() { return effort<Steps>({1, 1}, usual_steps, {23, 29}); }
/// A write-back is struck at every call.
std::size_t write_back_step() { return effort<std::size_t>(1, 1, 7); }

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
        copy_old_ledger("v2", original() / "ledger.db");
        fs::create_directory(migrated());
        fs::copy_file(original() / "ledger.db", migrated() / "ledger.db");
        must(run(migrated(), {"verify"}, at_noon));
        must(run(migrated(), {"backup", (migrated() / "copy.db").string()}, at_noon));
        events_in_copy_ = run(migrated(), {"export", "events", "--ledger", "copy.db"}, at_noon).out;
        must(run(migrated(), {"send", "ana", "after-the-backup"}, at_noon));
        std::string rows = "at,event,seat,prospect,channel\n";
        constexpr int row_count = 400;
        for (int i = 0; i < row_count; ++i)
            rows += "2026-03-0" + std::to_string(1 + i % 9) + ",send,eve,person-" + std::to_string(i) + ",open-profile\n";
        std::ofstream(migrated() / "rows.csv") << rows;
    }
    [[nodiscard]] fs::path original() const { return directory_ / "original"; }
    [[nodiscard]] fs::path migrated() const { return directory_ / "migrated"; }
    /// A copy of `migrated`, which the first command proves and adopts.
    [[nodiscard]] fs::path copied() const {
        const fs::path folder = directory_ / "copied";
        if (!fs::exists(folder)) fs::copy(migrated(), folder, fs::copy_options::recursive);
        return folder;
    }

    /// The same folder with 60 sends more that stand only in the log, as after a crash.
    [[nodiscard]] fs::path crashed() const {
        const fs::path folder = directory_ / "crashed";
        fs::copy(migrated(), folder, fs::copy_options::recursive);
        const fs::path ledger = folder / "ledger.db";
        const fs::path left = folder / "left.db";
        {
            const HeldLog held(ledger);
            constexpr int sends = 60;
            for (int i = 0; i < sends; ++i)
                must(run(folder, {"send", "eve", "late-" + std::to_string(i), "--channel", "open-profile"}, at_noon));
            copy_with_log(ledger, left);
        }
        fs::rename(left, ledger);
        fs::rename(left.string() + "-wal", ledger.string() + "-wal");
        return folder;
    }

    /// A fresh copy of `from`, for one run. That of `migrated` is adopted.
    [[nodiscard]] fs::path fresh_copy(const fs::path& from) const {
        const fs::path folder = directory_ / "run";
        fs::remove_all(folder);
        fs::copy(from, folder, fs::copy_options::recursive);
        if (from == migrated()) adopt(folder / "ledger.db");
        return fs::canonical(folder);
    }

    /// What the backup holds, as an export.
    [[nodiscard]] const std::string& events_in_copy() const { return events_in_copy_; }

    static void must(const Ended& ended) {
        INFO(ended.out << ended.err);
        REQUIRE(ended.exit_code == 0);
    }

  private:
    TempDir directory_{TempDir::Medium::memory};
    std::string events_in_copy_;
};

struct Tally {
    int struck{0};
    int in_transaction{0};  ///< on the write-ahead log, between a transaction's first write and the sync of its commit
    int refused{0};         ///< the program reported an error
    int survived{0};        ///< the program succeeded anyway
};

std::string events_of(const fs::path& folder) { return run(folder, {"export", "events"}, at_noon).out; }

bool is_in_transaction(const std::string& line) { return line.find("/ledger.db-wal in a transaction") != std::string::npos; }

/// Runs the scenario under the shim, which writes what it did to `log`.
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

/// The calls of an undisturbed run, in their order.
std::vector<std::string> calls_of(const Stage& stage, const fs::path& from, const Scenario& scenario) {
    const fs::path folder = stage.fresh_copy(from);
    const fs::path log = folder / "calls.txt";
    Stage::must(run_shimmed(folder, scenario, "trace", 0, log));
    std::vector<std::string> calls;
    std::ifstream lines(log);
    for (std::string call; std::getline(lines, call);) calls.push_back(call);
    return calls;
}

/// Numbers of the calls to strike, counted from 1. The first call inside a transaction and the first outside are among them.
std::vector<int> calls_to_strike(const Stage& stage, const fs::path& from, const Scenario& scenario) {
    std::vector<int> chosen;
    int in_transaction = 0;
    int elsewhere = 0;
    int n = 0;
    for (const std::string& call : calls_of(stage, from, scenario)) {
        ++n;
        const bool is_due =
            is_in_transaction(call) ? in_transaction++ % steps().in_transaction == 0 : elsewhere++ % steps().elsewhere == 0;
        if (is_due) chosen.push_back(n);
    }
    return chosen;
}

const char* words_of(const std::string& kind) {
    return kind == "enospc" || kind == "full" ? "No space left on device" : "Input/output error";
}

/// Puts an older copy over the ledger that a kill left, as `cp` does. Whatever lies beside it must not come into the copy.
void put_copy_over(const Stage& stage, const fs::path& folder) {
    const fs::path copy = folder / "copy.db";
    if (!fs::exists(copy)) return;
    fs::copy_file(copy, folder / "ledger.db", fs::copy_options::overwrite_existing);
    const Proof proof = prove(folder / "ledger.db");
    INFO(proof.said);
    CHECK(proof.is_sound);
    CHECK(events_of(folder) == stage.events_in_copy());
    CHECK_FALSE(fs::exists(folder / "ledger.db-wal"));
}

/// Runs the scenario with a fault at the n-th call, and checks what is left.
void strike(const Stage& stage, const fs::path& from, const Scenario& scenario, const char* kind, int n,
            const std::string& before, const std::string& after, Tally& tally) {
    const fs::path folder = stage.fresh_copy(from);
    const fs::path log = folder / "struck.txt";
    const Ended ended = run_shimmed(folder, scenario, kind, n, log);
    const std::string struck = fs::exists(log) ? text_of(log) : "";
    const bool is_full = std::string(kind) == "full";
    // The last calls of a command make no file longer.
    if (struck.empty() && is_full) return;
    CHECK(struck != "");

    ++tally.struck;
    if (is_in_transaction(struck)) ++tally.in_transaction;
    if (ended.exit_code == 0)
        ++tally.survived;
    else if (!ended.killed)
        ++tally.refused;

    INFO(scenario.name << ", call " << n << ": " << struck << ended.out << ended.err);
    if (ended.killed) {
        const fs::path overwritten = folder.parent_path() / "overwritten";
        fs::remove_all(overwritten);
        fs::copy(folder, overwritten, fs::copy_options::recursive);
        put_copy_over(stage, overwritten);
    }
    if (!ended.killed) CHECK((ended.exit_code == 0 || ended.exit_code == 1));
    // The machine's error is told in its own words.
    if (!ended.killed && ended.exit_code != 0) CHECK(ended.err.find(words_of(kind)) != std::string::npos);
    // Nobody knows the temporary names that the program gives.
    CHECK(ended.err.find(".inmail-") == std::string::npos);
    const Proof proof = prove(folder / "ledger.db");
    INFO(proof.said);
    CHECK(proof.is_sound);
    if (fs::exists(folder / "another.db")) CHECK(prove(folder / "another.db").is_sound);
    const std::string now = events_of(folder);
    if (ended.exit_code == 0)
        CHECK(now == after);
    else if (is_full)
        CHECK(now == (ended.err.find("the names are erased") == std::string::npos ? before : after));
    else
        CHECK((now == before || now == after));
}

/// Strikes one call after another. Returns how many strikes fell inside a transaction.
int strike_calls(const Stage& stage, const fs::path& from, const Scenario& scenario, const std::vector<const char*>& kinds) {
    const fs::path undisturbed = stage.fresh_copy(from);
    const std::string before = events_of(undisturbed);
    // Every run has the same outcome: each key is given or derived, and the clock stands still.
    Stage::must(run(undisturbed, scenario.command, scenario.clock));
    const std::string after = events_of(undisturbed);
    const std::vector<int> calls = calls_to_strike(stage, from, scenario);
    int in_transactions = 0;
    for (const char* kind : kinds) {
        Tally tally;
        for (const int n : calls) strike(stage, from, scenario, kind, n, before, after, tally);
        std::cout << scenario.name << ", " << kind << ": " << tally.struck << " struck, " << tally.in_transaction
                  << " of them inside the write transaction; " << tally.refused << " refused, " << tally.survived
                  << " survived\n";
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

/// Runs every scenario. A run that seldom strikes inside a transaction proves little, and fails.
void strike_all(const std::vector<const char*>& kinds) {
    const Stage stage;
    int in_transactions = 0;
    for (const auto& scenario : writing()) in_transactions += strike_calls(stage, stage.migrated(), scenario, kinds);
    in_transactions += strike_calls(stage, stage.original(), {"migration", {"balance"}}, kinds);
    in_transactions += strike_calls(stage, stage.copied(), {"copy", {"balance"}}, kinds);
    std::cout << in_transactions << " struck inside a write transaction\n";
    if (steps().in_transaction <= usual_steps.in_transaction) CHECK(in_transactions >= usual_strikes_in_transactions);
}

}  // namespace

TEST_CASE("a program killed at any call loses nothing that it acknowledged and leaves nothing half done") { strike_all(kills); }

TEST_CASE("a failed or torn write at any call is reported and leaves the ledger sound") { strike_all(write_faults); }

TEST_CASE("a disk that is full from any call on is reported, and nothing refused is recorded") { strike_all({"full"}); }

TEST_CASE("a program killed at any call of a write-back leaves a log that is taken up, and that no older copy gets") {
    const Stage stage;
    const Scenario scenario{"write-back", {"balance"}};
    const fs::path crashed = stage.crashed();
    const std::string events = events_of(stage.fresh_copy(crashed));
    CHECK(events.find("late-59") != std::string::npos);
    // The calls on the file itself, and those that remove the log.
    const std::vector<std::string> calls = calls_of(stage, crashed, scenario);
    std::vector<int> of_write_back;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        if (calls[i].find("/ledger.db-shm") == std::string::npos) of_write_back.push_back(static_cast<int>(i) + 1);
    }
    constexpr std::size_t least_pages = 8;
    CHECK(of_write_back.size() > least_pages);
    for (const char* kind : kills) {
        Tally tally;
        for (std::size_t i = 0; i < of_write_back.size(); i += write_back_step())
            strike(stage, crashed, scenario, kind, of_write_back[i], events, events, tally);
        std::cout << scenario.name << ", " << kind << ": " << tally.struck << " struck\n";
    }
}
