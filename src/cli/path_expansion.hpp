#pragma once

#include <string>
#include <string_view>

namespace inmail::cli {

/// A path as typed, with `~`, `~user`, `$NAME` and `${NAME}` expanded as a shell does. `\$` is a dollar, and a `$` without a name
/// stays. Throws InputError, which begins with `where`, for an unset variable or an unknown user.
[[nodiscard]] std::string expanded_path(const std::string& typed, const std::string& where);

/// Whether the word can only be meant as a path that a shell would expand: it begins with `~/`, `$NAME/` or `${NAME}/`.
[[nodiscard]] bool is_path_to_expand(std::string_view word);

/// The expanded path of a file that a command names as an argument. Throws UsageError if it is empty.
[[nodiscard]] std::string path_argument(const std::string& typed);
/// The same of a ledger, whose location on a server stays as it is.
[[nodiscard]] std::string location_argument(const std::string& typed);

}  // namespace inmail::cli
