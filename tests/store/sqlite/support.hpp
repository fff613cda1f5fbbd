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

// Records, as short as a test needs them.
EventRecord subscribe(const std::string& seat, Instant at, const std::string& plan = "sales-navigator-core");
EventRecord open_pool(const std::string& pool, Instant at);
EventRecord join(const std::string& seat, const std::string& pool, Instant at);
EventRecord send(const std::string& seat, const std::string& prospect, Instant at, Channel channel = Channel::inmail);
EventRecord reply(const std::string& seat, const std::string& prospect, Instant at);
EventRecord void_of(const std::string& key, Instant at);
EventRecord with_key(EventRecord record, const std::string& key);

/// A ledger of its own in a directory of its own.
class TestLedger {
  public:
    TestLedger();
    /// A copy of one that nobody has open.
    TestLedger(const TestLedger& original);
    TestLedger& operator=(const TestLedger&) = delete;

    [[nodiscard]] std::filesystem::path path() const { return directory_ / "ledger.db"; }
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access = store::Access::read) const;
    /// Records them in one transaction; the batch's name.
    std::string record(const std::vector<EventRecord>& records, Instant now = new_year,
                       const std::string& command = "test") const;

    /// Runs plain SQL as any SQLite shell would; what SQLite says against it, empty where nothing.
    [[nodiscard]] std::string sql(const std::string& statements) const;
    /// Runs plain SQL as one would who wants to hide it: triggers, references and checks are out of the way meanwhile.
    void tamper(const std::string& statements) const;
    [[nodiscard]] std::string value(const std::string& query) const;

  private:
    TempDir directory_;
};

/// The keys of the events that the fold gets.
std::vector<std::string> folded_keys(Store& store, const Scope& scope = {});
/// The keys of the records.
std::vector<std::string> recorded_keys(Store& store, const Scope& scope = {});

/// A ledger in which every column of `event` stands somewhere.
void fill_every_column(const TestLedger& ledger);

/// What verify says, one problem a line; what opening says where it does not come to that.
std::string problems_of(const TestLedger& ledger);

/// Records a row of terms for the plan in the rulebook "ours".
void import_own_terms(const TestLedger& ledger, const std::string& plan, Instant now);

}  // namespace inmail::test
