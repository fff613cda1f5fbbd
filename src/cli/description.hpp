#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "options.hpp"

namespace inmail::cli {

// What completions and man pages say of a command: the same declarations that parse its command line.

/// Every option of the command, those that all commands have at the end.
[[nodiscard]] std::vector<OptionInfo> options_of(const CommandEntry& command);

/// A word of the usage line that is no option: "[SEAT]", "PROSPECT...".
struct Positional {
    std::string name;  ///< "SEAT"
    bool optional{false};
    bool repeated{false};
};

/// Of the usage line's first alternative.
[[nodiscard]] std::vector<Positional> positionals_of(const CommandEntry& command);

}  // namespace inmail::cli
