#pragma once

#include <memory>
#include <string>
#include <vector>

#include "inmail/store/store.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {

/// A new ledger for a test, filled from plans and events as CSV.
class LedgerFixture {
  public:
    LedgerFixture();

    /// Adds a row of terms for the plan to the rulebook `linkedin`.
    void plan(const std::string& name, const Terms& terms);
    /// Imports events as CSV, with a header line, at the start of 2030 or at `now`. Throws if a row is rejected.
    void record(const std::string& csv);
    void record(const std::string& csv, Instant now);

    [[nodiscard]] Store& store() { return *store_; }
    /// An account by its typed name: `ana`, `pool:acme`.
    [[nodiscard]] AccountId account(const std::string& name);

  private:
    TempDir directory_;
    std::unique_ptr<Store> store_;
};

/// "2026-03-14" or "2026-03-14T09:30:00Z"
[[nodiscard]] Instant at(const std::string& text);

}  // namespace inmail::test
