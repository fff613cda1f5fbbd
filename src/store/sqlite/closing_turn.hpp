#pragma once

#include <string>

namespace inmail::store {

/// A turn to close a database. Processes and threads that use databases in one directory take turns.
class ClosingTurn {
  public:
    ClosingTurn() = default;
    ClosingTurn(const ClosingTurn&) = delete;
    ClosingTurn& operator=(const ClosingTurn&) = delete;
    ~ClosingTurn();

    /// Waits for the turn of the file `database`, an absolute path. Goes on without one where directories cannot be locked, or
    /// somebody keeps it for too long.
    void take(const std::string& database);

  private:
    int directory_{-1};
};

}  // namespace inmail::store
