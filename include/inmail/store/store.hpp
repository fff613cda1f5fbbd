#pragma once

#include <memory>
#include <string>

#include "inmail/store/checkpoint_keeper.hpp"
#include "inmail/store/maintenance.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/store/sqlite/ledger_file.hpp"
#include "inmail/store/transaction.hpp"

namespace inmail {

/// A ledger, wherever it is kept.
class Store : public Reader {
  public:
    /// Begins a write. `command` says in a word or two what writes: "send", "import events team.csv". Its events are recorded at
    /// `now`, or at the last recorded_at if the clock went back (RULES section 2). One at a time. Throws MachineFailure if
    /// others write for too long, Defect if the ledger is opened for reading.
    [[nodiscard]] virtual std::unique_ptr<Transaction> begin(Instant now, const std::string& command) = 0;

    /// Null: the store cannot verify or erase by itself.
    [[nodiscard]] virtual Maintenance* maintenance() { return nullptr; }
    /// Null: the ledger is not kept in a file.
    [[nodiscard]] virtual LedgerFile* file() { return nullptr; }
};

}  // namespace inmail
