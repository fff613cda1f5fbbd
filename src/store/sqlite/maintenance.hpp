#pragma once

#include "inmail/store/maintenance.hpp"
#include "inmail/store/open.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// Work on a ledger's file as a whole.
class FileMaintenance final : public Maintenance {
  public:
    FileMaintenance(OpenLedger& ledger, Access access, std::optional<int> former_edition)
        : ledger_(ledger), access_(access), former_edition_(former_edition) {}

    [[nodiscard]] std::vector<Damage> verify(const std::string& known_head) override;
    void erase(const std::vector<std::string>& prospects, Instant now) override;
    [[nodiscard]] Traces traces() override;
    [[nodiscard]] std::optional<int> former_edition() const override { return former_edition_; }

  private:
    /// Rewrites the file and empties its log, so that neither holds anything of erased names.
    void scrub();

    OpenLedger& ledger_;
    Access access_;
    std::optional<int> former_edition_;
};

}  // namespace inmail::store
