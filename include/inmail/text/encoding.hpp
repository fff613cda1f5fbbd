#pragma once

#include <string>
#include <string_view>

#include "inmail/text/strings.hpp"

namespace inmail {

/// Windows-1252 read as UTF-8: what a Latin-1 or Excel re-save holds. Undefined bytes become U+FFFD.
[[nodiscard]] std::string from_windows_1252(std::string_view bytes);

/// Without the mark that some programs begin a UTF-8 file with.
[[nodiscard]] inline std::string_view without_utf8_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return begins_with(text, mark) ? text.substr(mark.size()) : text;
}

}  // namespace inmail
