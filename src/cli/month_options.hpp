#pragma once

#include <string>

#include "inmail/core/time.hpp"

namespace inmail::cli {

/// A month as typed behind `option`, or InputError.
[[nodiscard]] Month month_of_text(const std::string& typed, const char* option);

/// `--months N`: how many months back, or InputError.
[[nodiscard]] int month_count(const std::string& typed);

}  // namespace inmail::cli
