// The ledger's file by itself: what `cp` takes while the program runs, and when nobody runs it.

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "program.hpp"
#include "support/catch.hpp"
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
        const Ended balance = run(elsewhere.path(), {"balance"}, at_noon);
        CHECK((balance.exit_code == 0 || balance.exit_code == 5));
        if (verified.exit_code == 0) whole.push_back(run(elsewhere.path(), {"export", "events"}, at_noon).out);
    }
    recording.join();
    CHECK(complaints.find("inmail:") == std::string::npos);
    CHECK_FALSE(whole.empty());
    const std::string all = run(folder.path(), {"export", "events"}, at_noon).out;
    for (const std::string& events : whole) CHECK(all.compare(0, events.size(), events) == 0);
}
