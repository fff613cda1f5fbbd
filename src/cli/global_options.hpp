#pragma once

#include <optional>
#include <string>
#include <vector>

#include "options.hpp"

namespace inmail::cli {

/// What stands before the command. `GlobalOptions` may also stand behind it.
[[nodiscard]] inline const std::vector<OptionInfo>& program_options() {
    static const std::vector<OptionInfo> all{{"--ledger", "PATH", "The ledger's file", {}},
                                             {"--no-checkpoints", "", "Compute from the first event, without checkpoints", {}},
                                             {"-h,--help", "", "List the commands, or explain the command that follows", {}},
                                             {"--version", "", "Print the program's version", {}}};
    return all;
}

/// What every command takes besides `--help`.
struct GlobalOptions {
    std::optional<std::string> ledger;
    bool no_checkpoints{false};

    /// This must outlive `options`.
    void declare(Options& options) {
        const OptionInfo& path = program_options()[0];
        const OptionInfo& checkpoints = program_options()[1];
        options.value(path.names, ledger, path.placeholder, path.help);
        options.flag(checkpoints.names, no_checkpoints, checkpoints.help);
    }
};

}  // namespace inmail::cli
