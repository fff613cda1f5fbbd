#pragma once

#include <string>

#include "inmail/core/sequence.hpp"

namespace inmail::cli {

/// The sequence of whom nothing names another.
constexpr const char* usual_sequence = "connect-first";

/// The sequence that ships under the name, else that in the file. Throws InvalidRules; also InputError, which begins with
/// `where`, for a path that cannot be expanded.
[[nodiscard]] Sequence sequence_named(const std::string& typed, const std::string& where);

}  // namespace inmail::cli
