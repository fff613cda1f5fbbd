#include <algorithm>
#include <fstream>
#include <sstream>

#include "inmail/core/damage.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/held_log.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

constexpr std::size_t header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::size_t frame_bytes = frame_header_bytes + 4096;

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// A ledger whose write-ahead log holds six transactions.
class Stage {
  public:
    Stage() {
        const HeldLog held(ledger_.path());
        ledger_.record({subscribe("ana", day(0))});
        for (int i = 1; i < transactions; ++i) ledger_.record({send("ana", "p" + std::to_string(i), day(i))});
        copy_with_log(ledger_.path(), file());
        log_ = text_of(file().string() + "-wal");
        for (std::size_t at = header_bytes; at + frame_bytes <= log_.size(); at += frame_bytes) {
            const bool is_commit = log_.compare(at + 4, 4, std::string(4, '\0')) != 0;
            commits_.push_back(is_commit);
        }
    }

    static constexpr int transactions = 6;

    [[nodiscard]] const std::string& log() const { return log_; }
    [[nodiscard]] std::size_t frames() const { return commits_.size(); }
    [[nodiscard]] int commits_behind(std::size_t frame) const {
        return static_cast<int>(std::count(commits_.begin() + static_cast<std::ptrdiff_t>(frame) + 1, commits_.end(), true));
    }
    [[nodiscard]] bool is_commit(std::size_t frame) const { return commits_[frame]; }

    /// The number of events that the ledger has with this log, or -1 if it is found damaged.
    [[nodiscard]] int events_with(const std::string& log) const {
        const TempDir folder;
        std::filesystem::copy_file(file(), folder / "ledger.db");
        const std::filesystem::path left = folder / "ledger.db-wal";
        std::ofstream(left, std::ios::binary) << log;
        try {
            return static_cast<int>(store::open(folder / "ledger.db", store::Access::read)->extent().events);
        } catch (const DamagedLedger&) {
            CHECK(text_of(left) == log);  // it stays for whoever repairs it
            return -1;
        }
    }

  private:
    /// The file without what the log holds.
    [[nodiscard]] std::filesystem::path file() const { return folder_ / "ledger.db"; }

    TestLedger ledger_;
    TempDir folder_;
    std::string log_;
    std::vector<bool> commits_;
};

std::string flipped(std::string log, std::size_t at) {
    log[at] = static_cast<char>(log[at] ^ 1);
    return log;
}

}  // namespace

TEST_CASE("a flipped bit in the log is found if it would hide later transactions") {
    const Stage stage;
    REQUIRE(stage.frames() > Stage::transactions);
    REQUIRE(stage.events_with(stage.log()) == Stage::transactions);
    // Bytes of a frame's page number, commit mark, salts, checksum and page.
    for (const std::size_t place :
         {std::size_t{0}, std::size_t{7}, std::size_t{9}, std::size_t{17}, std::size_t{22}, std::size_t{100}, frame_bytes - 1}) {
        for (std::size_t frame = 0; frame < stage.frames(); ++frame) {
            INFO("frame " << frame + 1 << ", byte " << place);
            const int events = stage.events_with(flipped(stage.log(), header_bytes + frame * frame_bytes + place));
            // A damaged checksum spoils the next frame too, which then looks like one that was never written.
            const bool takes_the_next = place == 17 || place == 22;
            const bool next_commits = takes_the_next && frame + 1 < stage.frames() && stage.is_commit(frame + 1);
            const int behind = stage.commits_behind(frame) - (next_commits ? 1 : 0);
            if (behind >= 2)
                CHECK(events == -1);
            else
                CHECK(events >= 0);
        }
    }
}

TEST_CASE("a log as a crash leaves it is no damage") {
    const Stage stage;
    for (std::size_t frame = 0; frame <= stage.frames(); ++frame) {
        for (const std::size_t more : {std::size_t{0}, std::size_t{10}, frame_header_bytes, std::size_t{2000}}) {
            const std::size_t bytes = std::min(stage.log().size(), header_bytes + frame * frame_bytes + more);
            INFO(bytes << " bytes of the log");
            CHECK(stage.events_with(stage.log().substr(0, bytes)) >= 0);
        }
    }
    SECTION("the last page of the last transaction was written, but not the first") {
        std::size_t first = stage.frames() - 1;
        while (!stage.is_commit(first - 1)) --first;
        REQUIRE(first + 1 < stage.frames());
        std::string torn = stage.log();
        torn.replace(header_bytes + first * frame_bytes, frame_bytes, frame_bytes, '\0');
        CHECK(stage.events_with(torn) == Stage::transactions - 1);
    }
    SECTION("frames of an earlier log stand behind the end") {
        const TestLedger ledger;
        const auto user = ledger.open(Access::write);  // keeps the log in use, and holds no snapshot
        ledger.record({subscribe("ana", day(0))});
        for (int i = 1; i < Stage::transactions; ++i) ledger.record({send("ana", "p" + std::to_string(i), day(i))});
        REQUIRE(ledger.sql("PRAGMA wal_checkpoint(RESTART)") == "");
        for (int i = 0; i < 3; ++i) {
            ledger.record({send("ana", "q" + std::to_string(i), day(i + 10))});
            CHECK(ledger.open()->extent().events == Stage::transactions + i + 1);
        }
    }
}
