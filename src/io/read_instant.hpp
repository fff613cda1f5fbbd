#pragma once

#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/time.hpp"

namespace inmail::io {

/// An instant as exports write it, with its offset.
[[nodiscard]] Checked<Instant> read_instant(std::string_view text);

}  // namespace inmail::io
