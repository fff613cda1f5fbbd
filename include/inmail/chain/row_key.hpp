#pragma once

#include <cstdint>
#include <string>

#include "inmail/chain/event_record.hpp"

namespace inmail {

/// The keys that a row without one may have: out of what it tells and its ordinal among the rows of its file that tell the
/// same, so that the same file read again gives the same keys. A note, the order of columns or the spelling of an instant have
/// no part in it.
class RowKey {
  public:
    explicit RowKey(const EventRecord& record);

    /// From 1 on.
    [[nodiscard]] std::string of_ordinal(std::int64_t n) const;

  private:
    std::string identity_;
};

}  // namespace inmail
