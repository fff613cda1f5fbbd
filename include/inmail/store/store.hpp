#pragma once

#include <memory>
#include <string>

#include "inmail/store/checkpoint_keeper.hpp"
#include "inmail/store/foreseen.hpp"
#include "inmail/store/maintenance.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/store/server_ledger.hpp"
#include "inmail/store/sqlite/ledger_file.hpp"
#include "inmail/store/transaction.hpp"

namespace inmail {

/// A ledger, wherever it is kept.
class Store : public Reader {
  public:
    /// Begins a write; only one may be open at a time. `command` names who writes: "send", "import events team.csv". The write's
    /// events are recorded at `now`, or at the last recorded_at if the clock went back (RULES section 2). Throws MachineFailure
    /// if others write for too long, Defect if the ledger is opened for reading.
    [[nodiscard]] virtual std::unique_ptr<Transaction> begin(Instant now, const std::string& command) = 0;

    /// Tells, in an open write, what will be asked about single rows. A store on a server asks for all of it in one round trip.
    /// It changes no answer.
    virtual void look_ahead(const store::RowsAhead&) {}

    /// Checks and erases; null if the store cannot.
    [[nodiscard]] virtual Maintenance* maintenance() { return nullptr; }
    /// The ledger's file; null if it is kept elsewhere.
    [[nodiscard]] virtual LedgerFile* file() { return nullptr; }
    /// The ledger's server; null if it is kept elsewhere.
    [[nodiscard]] virtual ServerLedger* server() { return nullptr; }
};

}  // namespace inmail
