#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>

#include "store/records.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {

/// A ledger of its own in a directory of its own.
class TestLedger : public AnyLedger {
  public:
    TestLedger();
    /// A copy of one that nobody has open.
    TestLedger(const TestLedger& original);
    TestLedger& operator=(const TestLedger&) = delete;

    [[nodiscard]] std::filesystem::path path() const { return directory_ / "ledger.db"; }
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access = store::Access::read) const override;

    /// Runs plain SQL as any SQLite shell would; what SQLite says against it, empty where nothing.
    [[nodiscard]] std::string sql(const std::string& statements) const;
    /// Runs plain SQL as one would who wants to hide it: triggers, references and checks are out of the way meanwhile.
    void tamper(const std::string& statements) const;
    [[nodiscard]] std::string value(const std::string& query) const;

  private:
    TempDir directory_;
};

/// What verify says, one problem a line; what opening says where it does not come to that.
std::string problems_of(const TestLedger& ledger);
/// What verify says of an open ledger.
std::vector<std::string> verified(Store& store, const std::string& known_head = {});

}  // namespace inmail::test
