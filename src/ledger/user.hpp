#pragma once

#include <string>

namespace inmail::ledger {

/// The name of the user who runs the program, as the operating system has it: the environment can say anything.
[[nodiscard]] std::string current_user();

}  // namespace inmail::ledger
