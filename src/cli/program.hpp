#pragma once

#include <string>
#include <vector>

#include "inmail/core/errors.hpp"

namespace inmail::cli {

/// Runs one command line, without the program's name. Throws the errors of core/errors.hpp.
[[nodiscard]] ExitCode run(const std::vector<std::string>& arguments);

}  // namespace inmail::cli
