#pragma once

#include <memory>
#include <string>
#include <vector>

#include "inmail/store/store.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {

/// A ledger as a test tells it: plans of its own beside the shipped ones, and events as CSV.
class ToldLedger {
  public:
    ToldLedger();

    /// A further row of the plan, in the rulebook `linkedin`.
    void plan(const std::string& name, const Terms& terms);
    /// Rows of events as CSV, the header line among them. Each must be sound.
    void tell(const std::string& csv);

    [[nodiscard]] Store& store() { return *store_; }
    /// An account that was told of: `ana`, `pool:acme`.
    [[nodiscard]] AccountId account(const std::string& name);

  private:
    TempDir directory_;
    std::unique_ptr<Store> store_;
};

/// "2026-03-14" or "2026-03-14T09:30:00Z"
[[nodiscard]] Instant at(const std::string& text);

}  // namespace inmail::test
