#pragma once

#include <sys/types.h>

#include <string>

namespace inmail::store {

/// The name of the user who runs the program, as the operating system has it: the environment can say anything.
[[nodiscard]] std::string current_user();

/// The name of a user in a list of them like /etc/passwd; empty where it has none, or cannot be read.
[[nodiscard]] std::string name_in(const char* user_list, uid_t uid);

}  // namespace inmail::store
