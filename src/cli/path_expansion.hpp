#pragma once

#include <string>

namespace inmail::cli {

/// A path as typed, with what a shell would put for `~`, `~user`, `$NAME` and `${NAME}`. `\$` is a dollar, and a `$` that no name
/// follows stays. Throws InputError, which begins with `where`, for what is not set and for an unknown user.
[[nodiscard]] std::string expanded_path(const std::string& typed, const std::string& where);

}  // namespace inmail::cli
