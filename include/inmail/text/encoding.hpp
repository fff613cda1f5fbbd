#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "inmail/text/strings.hpp"

namespace inmail {

/// Windows-1252 read as UTF-8: what a Latin-1 or Excel re-save holds. Undefined bytes become U+FFFD.
[[nodiscard]] std::string from_windows_1252(std::string_view bytes);

/// UTF-8 as it is; anything else is read as Windows-1252.
[[nodiscard]] std::string utf8_or_windows_1252(std::string_view bytes);

/// Reads UTF-16 as UTF-8, piece by piece. Half a surrogate pair and half a code unit become bytes that are not UTF-8, so that
/// a check of the text finds them.
class Utf16Decoder {
  public:
    enum class Order { little_endian, big_endian };
    explicit Utf16Decoder(Order order) : order_(order) {}

    /// Appends what `bytes` add to the text.
    void decode(std::string_view bytes, std::string& to);
    /// Appends what was cut off at the end.
    void finish(std::string& to);

  private:
    Order order_;
    std::string half_unit_;  ///< one byte, or none
    char16_t high_{0};       ///< the first half of a surrogate pair; 0: none
};

/// The byte order of a text that begins with a mark of UTF-16, or with two ASCII characters in UTF-16; none for other texts.
[[nodiscard]] std::optional<Utf16Decoder::Order> utf16_order(std::string_view first_bytes);

/// Without the mark that some programs begin a UTF-8 file with.
[[nodiscard]] inline std::string_view without_utf8_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return begins_with(text, mark) ? text.substr(mark.size()) : text;
}

}  // namespace inmail
