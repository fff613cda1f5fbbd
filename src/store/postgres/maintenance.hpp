#pragma once

#include <string>

#include "inmail/chain/ledger_info.hpp"
#include "inmail/store/maintenance.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// Refuses a user who sees only a part of the ledger.
void require_whole_view(Connection& connection);

/// Work on a ledger on a server as a whole. Throws RefusedByLedger for a user who sees a part of it.
class ServerMaintenance final : public Maintenance {
  public:
    /// `location`: for connections of its own.
    ServerMaintenance(Connection& connection, const LedgerInfo& info, std::string location)
        : connection_(connection), info_(info), location_(std::move(location)) {}

    [[nodiscard]] std::vector<Damage> verify(const std::string& known_head) override;
    [[nodiscard]] bool checked_indexes() const override { return checked_indexes_; }
    void erase(const std::vector<std::string>& prospects, Instant now) override;
    [[nodiscard]] Traces traces() override;

  private:
    Connection& connection_;
    const LedgerInfo& info_;
    std::string location_;
    bool checked_indexes_{false};
};

}  // namespace inmail::store::postgres
