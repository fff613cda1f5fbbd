#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail {

/// The keys of all events from LinkedIn's archives begin with it.
constexpr std::string_view archive_key_prefix = "li:";

/// A new key for an event: 26 characters of Crockford's base 32, made of the time of recording, the event's number and 50 random
/// bits. Keys of one ledger sort in the order of recording. Keys of two ledgers differ.
[[nodiscard]] std::string generate_key(Instant recorded_at, std::int64_t seq);

/// Whether it may be such a key, or a ULID: 26 upper-case digits of base 32.
[[nodiscard]] bool is_generated_key(std::string_view key);

/// A key as the column event.key holds it. Generated keys hold 128 bits and take half the room as bytes:
/// - 26 upper-case digits of base 32 (`generate_key`, or a ULID) become 16 bytes;
/// - "row:" and 32 lower-case hex digits (`RowKey`) become an 'r' and 16 bytes;
/// - any other key stays text. So each key has one form.
class PackedKey {
  public:
    explicit PackedKey(std::string_view key);

    [[nodiscard]] bool is_packed() const { return packed_bytes_ != 0; }
    /// The packed bytes, or the text. Valid as long as this and the key it was made of.
    [[nodiscard]] std::string_view bytes() const { return is_packed() ? std::string_view{packed_.data(), packed_bytes_} : text_; }

  private:
    std::string_view text_;
    std::array<char, 17> packed_{};
    std::size_t packed_bytes_;
};

/// The least and the greatest key of one packed form that begin with a text.
struct PackedKeyRange {
    std::string least;
    std::string greatest;
};

/// A range for each packed form in which a key may begin with the text.
[[nodiscard]] std::vector<PackedKeyRange> packed_keys_beginning(std::string_view beginning);

/// Unpacks the bytes of a packed key. False for any other bytes.
[[nodiscard]] bool unpack_key(std::string_view packed, std::string& key);

}  // namespace inmail
