#pragma once

#include <string_view>

#include "inmail/core/posting.hpp"

namespace inmail::render {

/// The word of RULES section 7 for an anomaly.
[[nodiscard]] std::string_view anomaly_name(Posting::Kind kind);

}  // namespace inmail::render
