#pragma once

#include "inmail/store/maintenance.hpp"
#include "inmail/store/open.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// Work on a ledger's file as a whole.
class FileMaintenance final : public Maintenance {
  public:
    FileMaintenance(OpenLedger& ledger, Access access) : ledger_(ledger), access_(access) {}

    [[nodiscard]] std::vector<Damage> verify(const std::string& known_head) override;
    void erase(const std::vector<std::string>& prospects, Instant now) override;
    [[nodiscard]] Traces traces() override;

  private:
    /// Rewrites the file and empties its log, so that neither holds anything of erased names.
    void scrub();

    OpenLedger& ledger_;
    Access access_;
};

}  // namespace inmail::store
