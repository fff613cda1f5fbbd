#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>

#include "store/records.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {

/// A new ledger in a directory of its own.
class TestLedger : public AnyLedger {
  public:
    TestLedger();
    /// Copies a ledger that nobody has open.
    TestLedger(const TestLedger& original);
    TestLedger& operator=(const TestLedger&) = delete;

    [[nodiscard]] std::filesystem::path path() const { return directory_ / "ledger.db"; }
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access = store::Access::read) const override;

    /// Runs plain SQL as any SQLite shell would. Returns SQLite's error, or nothing.
    [[nodiscard]] std::string sql(const std::string& statements) const;
    /// Runs plain SQL without triggers, foreign keys and checks, as somebody would to hide a change.
    void tamper(const std::string& statements) const;
    [[nodiscard]] std::string value(const std::string& query) const;

  private:
    TempDir directory_;
};

/// The problems that `verify` reports, one a line, or the error of opening the ledger.
std::string problems_of(const TestLedger& ledger);
/// The problems that `verify` reports of an open ledger.
std::vector<std::string> verified(Store& store, const std::string& known_head = {});

}  // namespace inmail::test
