#pragma once

#include <optional>
#include <string>

#include "options.hpp"

namespace inmail::cli {

/// What every command takes besides `--help`.
struct GlobalOptions {
    std::optional<std::string> ledger;
    bool no_checkpoints{false};

    /// `options` must not outlive this.
    void declare(Options& options) {
        options.value("--ledger", ledger, "PATH", "The ledger's file");
        options.flag("--no-checkpoints", no_checkpoints, "Compute from the first event, without checkpoints");
    }
};

}  // namespace inmail::cli
