#pragma once

#include <string>
#include <string_view>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/checked.hpp"

namespace inmail {

/// The normalised key of a prospect (RULES section 9): the slug of a profile URL, `lead:ID` or `talent:ID` of a Sales
/// Navigator or Recruiter URL, else the folded name. Opaque slugs (`ACoAA...`) keep their case, which matters.
/// Never empty, never longer than max_prospect_bytes, no control characters, well-formed UTF-8.
[[nodiscard]] Checked<std::string> prospect_key(std::string_view text);

/// A seat's handle or a pool's name, lowered: `[a-z0-9][a-z0-9._@-]*`, at most max_handle_bytes (RULES section 1).
[[nodiscard]] Checked<std::string> parse_handle(std::string_view text);

}  // namespace inmail
