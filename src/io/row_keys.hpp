#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "inmail/core/event.hpp"
#include "inmail/digest/digest.hpp"

namespace inmail::io {

/// Gives keys to the rows of one file that have none: out of what the row tells and its ordinal among the rows that tell
/// the same, so that the same file read again gives the same keys. A note, the order of columns or the spelling of an
/// instant have no part in it.
class RowKeys {
  public:
    [[nodiscard]] std::string next(const EventRecord& record);

  private:
    struct Hash {
        std::size_t operator()(const Digest& digest) const noexcept;
    };

    std::unordered_map<Digest, std::uint32_t, Hash> rows_alike_;
};

}  // namespace inmail::io
