#pragma once

#include <string>

namespace inmail::store {

/// The login name of the user who runs the program, or `uid:1000` if the system knows none. It never comes from the environment,
/// which anyone can set.
[[nodiscard]] std::string current_user();

}  // namespace inmail::store
