#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "inmail/core/time.hpp"

namespace inmail {

/// A key for an event that was given none: 26 characters of Crockford's base 32, of the time of recording, the event's
/// number and 50 random bits. Keys of one ledger sort in the order of recording, those of two ledgers never meet.
[[nodiscard]] std::string generate_key(Instant recorded_at, std::int64_t seq);

/// A key as the column event.key holds it, of which there is one way for each. Those that programs make are 128 bits, which take
/// half the room as bytes: 26 digits of that kind (upper case, no more than 128 bits: what a ULID is, too) as 16 bytes; the key
/// that a row of a CSV is given for want of its own, "row:" and 32 hex digits (lower case), as an 'r' and 16 bytes. Any other is
/// text.
class PackedKey {
  public:
    explicit PackedKey(std::string_view key);

    [[nodiscard]] bool is_packed() const { return packed_bytes_ != 0; }
    /// The packed bytes, or the text. As long as this and the key that it was made of.
    [[nodiscard]] std::string_view bytes() const { return is_packed() ? std::string_view{packed_.data(), packed_bytes_} : text_; }

  private:
    std::string_view text_;
    std::array<char, 17> packed_{};
    std::size_t packed_bytes_;
};

/// Unpacks what `PackedKey::bytes` gave of a packed key. False for any other bytes.
[[nodiscard]] bool unpack_key(std::string_view packed, std::string& key);

}  // namespace inmail
