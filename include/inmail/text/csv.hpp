#pragma once

#include <string>
#include <string_view>

namespace inmail {

/// `text` as one CSV field, quoted where RFC 4180 asks for it. A CSV reader gives back the same text.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace inmail
