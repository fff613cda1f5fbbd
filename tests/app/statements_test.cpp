// How many SQL statements a recording costs a file: each takes some microseconds to prepare.

#include <sqlite3.h>

#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/store.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace inmail {
namespace {

/// Every statement that SQLite runs in this process, while it lives.
class StatementCounter {
  public:
    StatementCounter() {
        counting = this;
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(&trace));
    }
    ~StatementCounter() {
        sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&trace));
        counting = nullptr;
    }
    StatementCounter(const StatementCounter&) = delete;
    StatementCounter& operator=(const StatementCounter&) = delete;

    [[nodiscard]] int prepared() const { return prepared_; }
    [[nodiscard]] int run() const { return static_cast<int>(texts_.size()); }
    [[nodiscard]] bool has_run(const std::string& beginning) const {
        for (const std::string& text : texts_) {
            if (text.compare(0, beginning.size(), beginning) == 0) return true;
        }
        return false;
    }
    [[nodiscard]] std::string texts() const {
        std::string all;
        for (const std::string& text : texts_) all += text + "\n";
        return all;
    }

  private:
    static int trace(sqlite3* database, char**, const sqlite3_api_routines*) {
        return sqlite3_trace_v2(
            database, SQLITE_TRACE_STMT,
            [](unsigned, void*, void* statement, void*) {
                if (counting != nullptr) counting->take(static_cast<sqlite3_stmt*>(statement));
                return 0;
            },
            nullptr);
    }
    void take(sqlite3_stmt* statement) {
        texts_.emplace_back(sqlite3_sql(statement));
        constexpr int keep_counting = 0;
        // Counted up once this run has begun, which is after the trace.
        if (sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_RUN, keep_counting) == 0) ++prepared_;
    }

    static StatementCounter* counting;
    std::vector<std::string> texts_;
    int prepared_{0};
};
StatementCounter* StatementCounter::counting = nullptr;

const Instant now = test::at("2026-03-14T09:30:00Z");

app::RecordRequest request_of(EventKind kind, const std::string& name, Instant at) {
    app::RecordRequest request;
    request.command = "test";
    request.now = now;
    EventRecord event;
    event.kind = kind;
    event.at = at;
    event.seat = "ana";
    if (kind == EventKind::subscribe) {
        event.plan = name;
    } else {
        event.prospect = name;
        event.channel = Channel::inmail;
    }
    request.events.push_back(event);
    return request;
}

/// As `inmail send ana PROSPECT` does it.
void send(const std::filesystem::path& ledger, const std::string& prospect, Instant at = now, bool dry_run = false) {
    const auto store = store::open(ledger, dry_run ? store::Access::read : store::Access::write);
    REQUIRE(store->find_seat("ana"));
    app::RecordRequest request = request_of(EventKind::send, prospect, at);
    request.dry_run = dry_run;
    REQUIRE(app::record(*store, request).effects.size() == 1);
}

}  // namespace

TEST_CASE("a send runs few statements") {
    const test::TempDir directory;
    const auto ledger = directory / "ledger.db";
    store::create(ledger, "linkedin", "UTC", now);
    const auto subscribe = request_of(EventKind::subscribe, "sales-navigator-core", test::at("2026-01-01"));
    REQUIRE(app::record(*store::open(ledger, store::Access::write), subscribe).effects.size() == 1);
    // So many that a checkpoint is worth its room.
    for (int n = 0; n < 40; ++n) send(ledger, "p" + std::to_string(n), test::at("2026-01-10"));
    send(ledger, "p40");
    REQUIRE_FALSE(store::open(ledger, store::Access::read)->checkpoints()->instants().empty());

    struct Row {
        const char* prospect;
        int prepared;
        int run;
    };
    // Of somebody known, the hints look up what was sent before; of somebody new, whether a slug has that name.
    for (const auto& row : {Row{"somebody new", 20, 21}, Row{"p7", 20, 22}}) {
        StatementCounter counter;
        send(ledger, row.prospect);
        INFO(row.prospect << "\n" << counter.texts());
        CHECK(counter.prepared() <= row.prepared);
        CHECK(counter.run() <= row.run);
    }
    {
        StatementCounter counter;
        send(ledger, "somebody else", now, true);
        INFO(counter.texts());
        CHECK(counter.run() <= 17);
        CHECK_FALSE(counter.has_run("BEGIN IMMEDIATE"));
        CHECK_FALSE(counter.has_run("INSERT"));
    }
}

}  // namespace inmail
