#pragma once

#include <sys/types.h>

#include <string>

namespace inmail::store {

/// A user's login name, or `uid:1000` if the system knows none.
[[nodiscard]] std::string name_of_user(uid_t uid);

/// The login name of the user who runs the program. It never comes from the environment, which anyone can set.
[[nodiscard]] std::string current_user();

}  // namespace inmail::store
