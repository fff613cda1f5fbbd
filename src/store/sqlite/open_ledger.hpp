#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "inmail/chain/chain.hpp"
#include "inmail/chain/ledger_info.hpp"
#include "sqlite/checkpoints.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/dictionary.hpp"
#include "sqlite/head.hpp"
#include "sqlite/revision.hpp"

namespace inmail::store {

/// What the file says it is, in any schema. Throws DamagedLedger if it does not.
[[nodiscard]] LedgerInfo read_info(Connection& connection);

/// An open ledger's connection, and what its readers and its writer share. Caches answers until the ledger changes.
class OpenLedger {
  public:
    /// Throws DamagedLedger if the file does not say which ledger it is.
    /// `known`: the versions of links that are known.
    explicit OpenLedger(std::unique_ptr<Connection> opened, Chain known = Chain{});

    std::unique_ptr<Connection> connection;
    Names names;
    Chain chain;
    RevisionId revision{};  ///< as of the opening
    LedgerInfo info;
    Checkpoints checkpoints;

    [[nodiscard]] const Head& head();
    /// Call when a transaction begins. Returns the head on which it begins; `recorder`: the user who records.
    const Head& begin(const std::string& recorder);
    /// `accounts` with all that memberships link to them; sorted, each once.
    [[nodiscard]] const std::vector<AccountId>& linked(const std::vector<AccountId>& accounts);

    /// Whether all reads see one state of the ledger. Otherwise others may record between two reads.
    [[nodiscard]] bool stands_still() const { return connection->holds_snapshot() || connection->in_transaction(); }
    /// Call when something was appended, or a transaction begins or ends. `links`: new links of accounts are possible.
    void changed(bool links = true);

  private:
    std::optional<Head> head_;
    std::optional<std::vector<AccountId>> asked_;  ///< what linked_ is for
    std::vector<AccountId> linked_;
};

}  // namespace inmail::store
