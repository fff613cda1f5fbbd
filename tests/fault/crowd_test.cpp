// Eight users at once, every command a process of its own. Nothing is lost or doubled, and nobody hears that the ledger is
// locked.

#include "crowd.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "program.hpp"
#include "support/catch.hpp"
#include "support/effort.hpp"
#include "support/old_ledger.hpp"
#include "support/temp_dir.hpp"

using namespace inmail::test;

namespace {

constexpr int crowd = 8;
const Environment at_noon{{"INMAIL_NOW", "2026-03-10T12:00:00Z"}};

int rounds() { return effort(100, 10, 4); }

void must(const Ended& ended) {
    INFO(ended.out << ended.err);
    REQUIRE(ended.exit_code == 0);
}

void begin(const TempDir& folder, const std::string& credits) {
    must(run(folder.path(), {"init"}, at_noon));
    must(run(folder.path(), {"subscribe", "ana", "--plan", "sales-navigator-core", "--at", "2026-03-01", "--holds", credits},
             at_noon));
}

long events_in(const TempDir& folder) {
    const std::string csv = run(folder.path(), {"export", "events"}, at_noon).out;
    long lines = 0;
    for (const char c : csv) lines += c == '\n' ? 1 : 0;
    return lines - 1;
}

int copies_before_restore(const TempDir& folder) {
    int copies = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        if (entry.path().filename().string().find(".before-restore-") != std::string::npos) ++copies;
    }
    return copies;
}

}  // namespace

TEST_CASE("eight users record, import and read at once, and nothing is lost or doubled") {
    const TempDir folder;
    begin(folder, "100000");
    constexpr int rows_a_file = 20;
    const long at_first = events_in(folder);
    std::atomic<long> acknowledged{0};
    std::atomic<long> commands{0};
    std::mutex mutex;
    std::string complaints;
    all_at_once(crowd, [&](int who) {
        for (int round = 0; round < rounds(); ++round) {
            const std::string mark = std::to_string(who) + "-" + std::to_string(round);
            std::vector<std::string> command;
            long adds = 0;
            switch (who % 4) {
                case 0:
                case 1:
                    command = {"send", "ana", "p" + mark};
                    adds = 1;
                    break;
                case 2: {
                    const std::string name = "rows-" + mark + ".csv";
                    std::ofstream file(folder / name);
                    file << "at,event,seat,prospect\n";
                    for (int i = 0; i < rows_a_file; ++i) file << "2026-03-05,send,ana,q" << mark << "-" << i << "\n";
                    command = {"import", "events", name};
                    adds = rows_a_file;
                    break;
                }
                default:
                    command = round % 2 == 0 ? std::vector<std::string>{"audit"} : std::vector<std::string>{"verify"};
                    break;
            }
            const Ended ended = run(folder.path(), command, at_noon);
            ++commands;
            if (ended.exit_code == 0) {
                acknowledged += adds;
                continue;
            }
            const std::lock_guard<std::mutex> lock(mutex);
            complaints += command.front() + ": " + ended.out + ended.err + "\n";
        }
    });
    CHECK(complaints == "");
    CHECK(events_in(folder) == at_first + acknowledged);
    must(run(folder.path(), {"verify"}, at_noon));
    std::cout << "crowd: " << commands << " commands by " << crowd << " at once, " << acknowledged
              << " events acknowledged, none lost\n";
}

TEST_CASE("eight users race for five credits: five sends are recorded, the rest are refused") {
    // The system's clock gives each send a time of its own, which passes while it waits for the others.
    const Environment by_the_clock;
    for (const auto& environment : {at_noon, by_the_clock}) {
        const TempDir folder;
        must(run(folder.path(), {"init"}, environment));
        must(run(folder.path(), {"subscribe", "ana", "--plan", "sales-navigator-core", "--holds", "5"}, environment));
        std::atomic<int> granted{0};
        std::atomic<int> refused{0};
        all_at_once(crowd, [&](int who) {
            for (int round = 0; round < 2; ++round) {
                const auto ended =
                    run(folder.path(), {"send", "ana", "p" + std::to_string(who) + "-" + std::to_string(round)}, environment);
                if (ended.exit_code == 0) ++granted;
                if (ended.exit_code == 4) ++refused;
            }
        });
        CHECK(granted == 5);
        CHECK(refused == 2 * crowd - 5);
        const std::string balance = run(folder.path(), {"balance", "--format", "json"}, environment).out;
        CHECK(balance.find("\"available\":0,") != std::string::npos);
        CHECK(balance.find("\"unfunded\":0,") != std::string::npos);
    }
}

TEST_CASE("eight users open a ledger of an earlier version at once: every command succeeds, and no send is lost") {
    for (const std::string version : {"v2", "v3", "v4", "v6", "v7"}) {
        for (int round = 0; round < rounds(); ++round) {
            const TempDir folder;
            copy_old_ledger(version, folder / "ledger.db");
            std::mutex mutex;
            std::string complaints;
            all_at_once(crowd, [&](int who) {
                const bool sends = who % 2 == 0;
                const Ended ended = sends ? run(folder.path(), {"send", "ana", "late-" + std::to_string(who)}, at_noon)
                                          : run(folder.path(), {"balance"}, at_noon);
                if (ended.exit_code == 0) return;
                const std::lock_guard<std::mutex> lock(mutex);
                complaints += ended.err;
            });
            CHECK(complaints == "");
            const std::string history = run(folder.path(), {"history", "ana", "--format", "csv"}, at_noon).out;
            for (int who = 0; who < crowd; who += 2) CHECK(history.find("late-" + std::to_string(who)) != std::string::npos);
            must(run(folder.path(), {"verify"}, at_noon));
        }
    }
}

TEST_CASE("a restore loses nothing that is recorded while it runs") {
    const TempDir folder;
    begin(folder, "100000");
    {
        // Enough rows that the restore takes a while.
        constexpr int rows = 4'000;
        std::ofstream file(folder / "rows.csv");
        file << "at,event,seat,prospect\n";
        for (int i = 0; i < rows; ++i) file << "2026-03-05,send,ana,q" << i << "\n";
    }
    must(run(folder.path(), {"import", "events", "rows.csv"}, at_noon));
    int restored = 0;
    long acknowledged = 0;
    for (int round = 0; round < rounds(); ++round) {
        const std::string backup = "b" + std::to_string(round) + ".db";
        const long before = events_in(folder);
        must(run(folder.path(), {"backup", backup}, at_noon));
        std::atomic<bool> done{false};
        Ended ended;
        std::thread restoring([&] {
            ended = run(folder.path(), {"restore", backup}, at_noon);
            done = true;
        });
        long sent = 0;
        for (int i = 0; !done; ++i) {
            // The restore checks that nothing would be lost, then copies the ledger aside: send only after that.
            if (copies_before_restore(folder) <= restored) continue;
            if (run(folder.path(), {"send", "ana", "r" + std::to_string(round) + "-" + std::to_string(i)}, at_noon).exit_code ==
                0)
                ++sent;
        }
        restoring.join();
        must(ended);
        ++restored;
        acknowledged += sent;
        CHECK(events_in(folder) == before + sent);
    }
    must(run(folder.path(), {"verify"}, at_noon));
    std::cout << "restores: " << restored << " while others recorded " << acknowledged << " events, none lost\n";
}
