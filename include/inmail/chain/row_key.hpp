#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "inmail/chain/event_record.hpp"

namespace inmail {

/// The keys of a CSV row without a key: made of its content and its ordinal among the rows of the same content in its file. The
/// same file gives the same keys again. Notes, the order of columns and the spelling of instants do not count. A bare date counts
/// as its 00:00 UTC, a prospect as the first edition of the rules spells it.
class RowKey {
  public:
    explicit RowKey(const EventRecord& record);

    /// `n`: 1 for the first such row.
    [[nodiscard]] std::string of_ordinal(std::int64_t n) const;

    /// Whether the key looks like one of a row without a key.
    [[nodiscard]] static bool is_one(std::string_view key);

  private:
    std::string identity_;
};

}  // namespace inmail
