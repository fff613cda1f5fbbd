#pragma once

#include <memory>
#include <string>

#include "inmail/store/checkpoint_keeper.hpp"
#include "inmail/store/maintenance.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/store/transaction.hpp"

namespace inmail {

/// A ledger, wherever it is kept.
class Store : public Reader {
  public:
    /// Begins a write. `command` says in a word or two what writes: "send", "import events team.csv". Its events are recorded at
    /// `now`, or at the last recorded_at if the clock went back (RULES section 2). One at a time. Throws MachineFailure if
    /// others write for too long, Defect if the ledger is opened for reading.
    [[nodiscard]] virtual std::unique_ptr<Transaction> begin(Instant now, const std::string& command) = 0;

    /// Call before reporting that something was recorded. Moves it to where copies of the ledger are taken from, as far as other
    /// readers allow. Ends reads. Throws MachineFailure if the machine prevents it; what was committed is durable nevertheless.
    virtual void write_back() {}

    /// Null if the store leaves it to others.
    [[nodiscard]] virtual Maintenance* maintenance() { return nullptr; }
};

}  // namespace inmail
