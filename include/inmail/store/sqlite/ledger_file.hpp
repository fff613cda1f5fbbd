#pragma once

#include <optional>

namespace inmail {

/// What only a ledger in an SQLite file has.
class LedgerFile {
  public:
    virtual ~LedgerFile() = default;

    /// Call before reporting that something was recorded. Moves it from the write-ahead log into the file, of which people take
    /// copies, as far as other readers allow. Ends reads. Throws MachineFailure if the machine prevents it; what was committed is
    /// durable nevertheless.
    virtual void write_back() = 0;

    /// The edition of the rulebooks that the file had until opening it brought a newer one (RULES section 8); none: opening it
    /// brought none.
    [[nodiscard]] virtual std::optional<int> former_edition() const = 0;
};

}  // namespace inmail
