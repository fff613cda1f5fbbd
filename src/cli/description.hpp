#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "options.hpp"

namespace inmail::cli {

// What completions and man pages say about a command, from the declarations that parse its command line.

/// Every option of the command, those that all commands have at the end.
[[nodiscard]] std::vector<OptionInfo> options_of(const CommandEntry& command);

/// A word of the usage line that is not an option: "[SEAT]", "PROSPECT...", "set".
struct Positional {
    std::string name;     ///< "SEAT"; as it is typed if it is literal
    bool literal{false};  ///< in lower case: it stands for itself
    bool optional{false};
    bool repeated{false};
};

/// Of each alternative of the usage line.
[[nodiscard]] std::vector<std::vector<Positional>> positionals_of(const CommandEntry& command);

}  // namespace inmail::cli
