#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "inmail/core/damage.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/held_log.hpp"

namespace inmail::test {

namespace fs = std::filesystem;
using store::Access;

constexpr std::size_t page_bytes = 4096;

[[nodiscard]] std::string text_of(const fs::path& file);
/// Overwrites a file in place, as `cp` does.
void put(const fs::path& file, const std::string& content);

/// A ledger's file and its log, as a crash leaves them.
struct Files {
    std::string file;
    std::string log;
};

/// Runs `record` on a copy of `file` while somebody reads it, so that everything stays in the log.
template <class Record>
Files with_log(const std::string& file, const Record& record) {
    const TempDir folder;
    const fs::path path = folder / "ledger.db";
    put(path, file);
    const HeldLog held(path);
    record(path);
    return {text_of(path), text_of(path.string() + "-wal")};
}

void send_to(const fs::path& path, const std::string& prospect);

/// What the file becomes when all of the log is written back.
[[nodiscard]] std::string written_back(const Files& files);
/// The file after each write of the write-back: SQLite writes pages in their order.
[[nodiscard]] std::vector<std::string> states_of_write_back(const Files& files);

struct Opened {
    ExitCode code{ExitCode::done};
    std::string message;
    std::optional<Damage> damage{};
    std::int64_t events{-1};
    std::vector<store::SetAside> set_aside;
    std::vector<store::TakenUp> taken_up;
};
[[nodiscard]] Opened open(const fs::path& path, Access access = Access::read);

/// A folder where a file and a log meet.
class Meeting {
  public:
    explicit Meeting(const Files& files) : log(files.log) {
        put(path, files.file);
        put(path.string() + "-wal", files.log);
        chmod(path.c_str(), 0600);
        chmod((path.string() + "-wal").c_str(), 0640);
    }

    /// Checks that the log is taken up.
    void must_be_taken_up(std::int64_t events) const {
        const Opened opened = open(path);
        CHECK(opened.message == "");
        CHECK(opened.events == events);
        CHECK(opened.set_aside.empty());
        CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1 + copies());
    }
    /// Checks that the log is moved aside, and this is told once.
    void must_be_set_aside(std::int64_t events) const {
        const Opened opened = open(path);
        CHECK(opened.message == "");
        CHECK(opened.events == events);
        REQUIRE(opened.set_aside.size() == 1);
        CHECK(opened.set_aside.front().was == path.string() + "-wal");
        const fs::path kept = opened.set_aside.front().is;
        CHECK((text_of(kept) == log));
        CHECK(fs::status(kept).permissions() == static_cast<fs::perms>(0640));
        CHECK_FALSE(fs::exists(path.string() + "-wal"));
        CHECK_FALSE(fs::exists(path.string() + "-shm"));
        CHECK(open(path).set_aside.empty());
    }
    /// Checks that the ledger is refused, and neither file is touched.
    template <class Why>
    void must_be_refused() const {
        const std::string file = text_of(path);
        const Opened opened = open(path, Access::write);
        CHECK(opened.code == ExitCode::damaged);
        REQUIRE(opened.damage);
        CHECK(std::holds_alternative<Why>(opened.damage->what));
        CHECK((text_of(path) == file));
        CHECK((text_of(path.string() + "-wal") == log));
    }

    const TempDir folder;
    const fs::path path{folder / "ledger.db"};
    const std::string log;

  private:
    /// The copies that migrations keep.
    [[nodiscard]] std::ptrdiff_t copies() const {
        std::ptrdiff_t n = 0;
        for (const auto& entry : fs::directory_iterator(folder.path())) {
            if (entry.path().string().find(".before-") != std::string::npos) ++n;
        }
        return n;
    }
};

/// A ledger of one seat, and what others have of it.
struct Stage {
    Stage() {
        const TestLedger ledger;
        ledger.record({subscribe("ana", day(0))});
        older = text_of(ledger.path());
        send_to(ledger.path(), "first");
        file = text_of(ledger.path());
    }

    [[nodiscard]] Files with_sends(int count) const {
        return with_log(file, [count](const fs::path& path) {
            for (int i = 0; i < count; ++i) send_to(path, "p" + std::to_string(i));
        });
    }

    std::string older;  ///< the file before its last command: 1 event
    std::string file;   ///< 2 events
};

}  // namespace inmail::test
