#pragma once

#include <string_view>

#include "inmail/core/posting.hpp"

namespace inmail::render {

/// The word of RULES section 7 for an anomaly; for an observation, that it differs.
[[nodiscard]] inline std::string_view anomaly_name(Posting::Kind kind) {
    return kind == Posting::Kind::observed ? "differs" : to_string(kind);
}

}  // namespace inmail::render
