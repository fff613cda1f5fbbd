#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/store.hpp"
#include "support/own_terms.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {

/// 2026-01-01T00:00:00Z, and days after it.
constexpr Instant new_year{1'767'225'600'000};
constexpr Instant day(std::int64_t n) { return new_year + days(n); }

// Records with only the fields that a test needs.
EventRecord subscribe(const std::string& seat, Instant at, const std::string& plan = "sales-navigator-core");
EventRecord open_pool(const std::string& pool, Instant at);
EventRecord join(const std::string& seat, const std::string& pool, Instant at);
EventRecord send(const std::string& seat, const std::string& prospect, Instant at, Channel channel = Channel::inmail);
EventRecord reply(const std::string& seat, const std::string& prospect, Instant at);
EventRecord void_of(const std::string& key, Instant at);
EventRecord with_key(EventRecord record, const std::string& key);

/// A new ledger in a directory of its own.
class TestLedger {
  public:
    TestLedger();
    /// Copies a ledger that nobody has open.
    TestLedger(const TestLedger& original);
    TestLedger& operator=(const TestLedger&) = delete;

    [[nodiscard]] std::filesystem::path path() const { return directory_ / "ledger.db"; }
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access = store::Access::read) const;
    /// Records the events in one transaction, and returns the batch's name.
    std::string record(const std::vector<EventRecord>& records, Instant now = new_year,
                       const std::string& command = "test") const;

    /// Runs plain SQL as any SQLite shell would. Returns SQLite's error, or nothing.
    [[nodiscard]] std::string sql(const std::string& statements) const;
    /// Runs plain SQL without triggers, foreign keys and checks, as somebody would to hide a change.
    void tamper(const std::string& statements) const;
    [[nodiscard]] std::string value(const std::string& query) const;

  private:
    TempDir directory_;
};

/// The keys of the events, as the fold reads them.
std::vector<std::string> folded_keys(Store& store, const Scope& scope = {});
/// The keys of all records, in the order of recording.
std::vector<std::string> recorded_keys(Store& store, const Scope& scope = {});

/// Records events that fill every column of `event`.
void fill_every_column(const TestLedger& ledger);

/// The problems that `verify` reports, one a line, or the error of opening the ledger.
std::string problems_of(const TestLedger& ledger);

/// Records a row of terms for the plan in the rulebook `ours`.
void import_own_terms(const TestLedger& ledger, const std::string& plan, Instant now);

}  // namespace inmail::test
