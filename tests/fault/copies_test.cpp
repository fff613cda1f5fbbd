// The ledger's file by itself: what `cp` takes while the program runs, and when nobody runs it.

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "program.hpp"
#include "proof.hpp"
#include "support/catch.hpp"
#include "support/effort.hpp"
#include "support/temp_dir.hpp"

using namespace inmail::test;
namespace fs = std::filesystem;

namespace {

const Environment at_noon{{"INMAIL_NOW", "2026-03-10T12:00:00Z"}};

void must(const Ended& ended) {
    INFO(ended.out << ended.err);
    REQUIRE(ended.exit_code == 0);
}

/// Begins a ledger with more events than a pipe holds.
void begin(const TempDir& folder) {
    must(run(folder.path(), {"init"}, at_noon));
    must(run(folder.path(), {"subscribe", "ana", "--plan", "sales-navigator-core", "--at", "2026-03-01"}, at_noon));
    constexpr int rows = 4'000;
    std::ofstream file(folder / "rows.csv");
    file << "at,event,seat,prospect,channel\n";
    for (int i = 0; i < rows; ++i) file << "2026-03-05,send,ana,q" << i << ",open-profile\n";
    file.close();
    must(run(folder.path(), {"import", "events", "rows.csv"}, at_noon));
}

/// The events in a copy of the ledger's file, which must be sound.
std::string events_in_copy(const TempDir& folder) {
    const TempDir elsewhere;
    fs::copy_file(folder / "ledger.db", elsewhere / "ledger.db");
    must(run(elsewhere.path(), {"verify"}, at_noon));
    return run(elsewhere.path(), {"export", "events"}, at_noon).out;
}

}  // namespace

TEST_CASE("a reader of reports that does not read keeps nothing recorded out of the ledger's file") {
    const TempDir folder;
    begin(folder);
    for (const std::vector<std::string>& report : std::vector<std::vector<std::string>>{
             {"export", "events"}, {"export", "events", "--output", "/dev/stdout"}, {"history", "ana"}}) {
        const std::string prospect = "while-" + report.front() + std::to_string(report.size());
        INFO(prospect);
        Unread unread(folder.path(), report, at_noon);
        unread.wait_for_output();
        must(run(folder.path(), {"send", "ana", prospect, "--channel", "open-profile"}, at_noon));
        CHECK_FALSE(fs::exists(folder / "ledger.db-wal"));
        CHECK(events_in_copy(folder).find(prospect) != std::string::npos);
        const Ended ended = unread.end();
        CHECK(ended.exit_code == 0);
        CHECK(ended.out.find("q3999") != std::string::npos);
        CHECK(ended.out.find(prospect) == std::string::npos);
    }
}

TEST_CASE("a copy taken while others record is whole, or refused") {
    const TempDir folder;
    must(run(folder.path(), {"init"}, at_noon));
    must(run(folder.path(), {"subscribe", "ana", "--plan", "sales-navigator-core", "--at", "2026-03-01"}, at_noon));
    std::atomic<bool> done{false};
    std::string complaints;
    std::thread recording([&] {
        for (int i = 0; i < 60; ++i)
            complaints += run(folder.path(), {"send", "ana", "p" + std::to_string(i), "--channel", "open-profile"}, at_noon).err;
        done = true;
    });
    std::vector<std::string> whole;
    const TempDir elsewhere;
    const fs::path copy = elsewhere / "ledger.db";
    while (!done) {
        fs::copy_file(folder / "ledger.db", copy, fs::copy_options::overwrite_existing);
        const Ended verified = run(elsewhere.path(), {"verify"}, at_noon);
        INFO(verified.out << verified.err);
        CHECK((verified.exit_code == 0 || verified.exit_code == 5));
        CHECK(run(elsewhere.path(), {"balance"}, at_noon).exit_code == verified.exit_code);
        if (verified.exit_code == 0) whole.push_back(run(elsewhere.path(), {"export", "events"}, at_noon).out);
    }
    recording.join();
    CHECK(complaints.find("inmail:") == std::string::npos);
    CHECK_FALSE(whole.empty());
    const std::string all = run(folder.path(), {"export", "events"}, at_noon).out;
    for (const std::string& events : whole) CHECK(all.compare(0, events.size(), events) == 0);
}

TEST_CASE("a command on a copy with pages of two revisions shows one of the two, or refuses") {
    const TempDir folder;
    const fs::path ledger = folder / "ledger.db";
    const auto put = [&ledger](const std::string& content) {
        fs::remove(ledger);
        std::ofstream(ledger, std::ios::binary) << content;
    };
    const auto import = [&folder](const std::string& rows) {
        std::ofstream(folder / "rows.csv") << "at,event,seat,prospect,channel\n" << rows;
        must(run(folder.path(), {"import", "events", "rows.csv"}, at_noon));
    };
    must(run(folder.path(), {"init"}, at_noon));
    for (const char* seat : {"ana", "ben"})
        must(run(folder.path(), {"subscribe", seat, "--plan", "sales-navigator-core", "--at", "2025-11-01"}, at_noon));
    // So many that checkpoints are kept, and that no table or index fits in a page.
    std::string rows;
    for (int i = 0; i < 300; ++i)
        rows += std::string(i % 2 == 0 ? "2025-12-05" : "2026-02-10") + ",send," + (i % 3 == 0 ? "ben" : "ana") + ",q" +
                std::to_string(i) + (i % 7 == 0 ? ",\n" : ",open-profile\n");
    import(rows);
    must(run(folder.path(), {"balance"}, at_noon));
    const std::string old_state = text_of(ledger);
    import("2025-12-20,send,ana,late,\n2026-01-20,send,ben,late,\n2026-03-04,reply,ana,q42,\n");
    for (int i = 0; i < 30; ++i)
        must(run(folder.path(), {"send", i % 2 == 0 ? "ana" : "ben", "new" + std::to_string(i)}, at_noon));
    must(run(folder.path(), {"balance"}, at_noon));
    const std::string new_state = text_of(ledger);

    const std::vector<std::vector<std::string>> commands{{"balance"},
                                                         {"--no-checkpoints", "balance"},
                                                         {"balance", "ben", "--format", "json"},
                                                         {"history", "ana"},
                                                         {"export", "events"},
                                                         {"pending"},
                                                         {"expiring"},
                                                         {"forecast"},
                                                         {"stats"},
                                                         {"audit", "--month", "2026-02"},
                                                         {"status"},
                                                         {"send", "ana", "q1", "--dry-run"},
                                                         {"send", "ana", "somebody"}};
    const auto told = [&](const std::string& state) {
        std::vector<std::string> all;
        for (const auto& command : commands) {
            put(state);
            const Ended ended = run(folder.path(), command, at_noon);
            CHECK((ended.exit_code == 0 || ended.exit_code == 5));
            all.push_back(ended.exit_code == 5 ? "refused" : ended.out);
            if (ended.exit_code == 0) CHECK(prove(ledger).is_sound);
        }
        return all;
    };
    const std::vector<std::string> of_old = told(old_state);
    const std::vector<std::string> of_new = told(new_state);
    constexpr std::size_t page_bytes = 4096;
    int torn = 0;
    int refused = 0;
    const auto check = [&](const std::string& state) {
        if (state == old_state || state == new_state) return;
        ++torn;
        const std::vector<std::string> of_torn = told(state);
        for (std::size_t i = 0; i < commands.size(); ++i) {
            INFO(commands[i].front() << ": " << of_torn[i]);
            CHECK((of_torn[i] == "refused" || of_torn[i] == of_old[i] || of_torn[i] == of_new[i]));
            if (of_torn[i] == "refused") ++refused;
        }
    };
    std::string last = new_state;
    const std::size_t pages = effort<std::size_t>(1, 1, 4);
    for (std::size_t at = page_bytes; at < old_state.size(); at += pages * page_bytes) {
        const std::string copy = old_state.substr(0, at) + new_state.substr(at);
        if (copy != last) check(copy);
        if (copy != last) check(new_state.substr(0, at) + old_state.substr(at));
        last = copy;
    }
    CHECK(torn > effort(20, 20, 5));
    CHECK(refused > torn * static_cast<int>(commands.size()) / 2);
}
