#pragma once

#include <string>

namespace inmail::cli {

/// A path as typed, with `~`, `~user`, `$NAME` and `${NAME}` expanded as a shell does. `\$` is a dollar, and a `$` without a name
/// stays. Throws InputError, which begins with `where`, for an unset variable or an unknown user.
[[nodiscard]] std::string expanded_path(const std::string& typed, const std::string& where);

}  // namespace inmail::cli
