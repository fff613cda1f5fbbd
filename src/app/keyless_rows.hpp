#pragma once

#include <vector>

#include "inmail/core/store.hpp"

namespace inmail::app {

/// Gives keys to the rows of one file that have none: of those that a row may have, the first that no row before it has taken.
/// Which are taken is asked of the ledger that the rows go to, so that a file may be of any length: what is kept in memory is
/// a bit for each event of the ledger.
class KeylessRows {
  public:
    explicit KeylessRows(Store& store) : store_(store) {}

    /// The key of the next row, whose own is empty.
    [[nodiscard]] std::string key_of(const EventRecord& record);
    /// The row that was given a key last stands for this event, which it brought or found. A row that stands for none takes no key.
    void stands_for(EventId event);

  private:
    [[nodiscard]] bool is_taken(const std::string& key);

    Store& store_;
    std::vector<bool> told_;  ///< by event: whether a row without a key stands for it
};

}  // namespace inmail::app
