#pragma once

#include <optional>
#include <string>
#include <vector>

#include "options.hpp"

namespace inmail::cli {

/// What may stand before the command. The help shows all of it.
[[nodiscard]] const std::vector<OptionInfo>& program_options();

/// What every command takes besides `--help`, before its name or behind it.
struct GlobalOptions {
    std::optional<std::string> ledger;  ///< as typed
    std::optional<std::string> color;   ///< likewise
    bool quiet{false};                  ///< says nothing but what was asked for, and errors
    bool no_checkpoints{false};         ///< computes from the first event on; no help shows it

    /// This must outlive `options`.
    void declare(Options& options);
};

/// Options that stand before a command, with their values.
struct LeadingOptions {
    std::vector<std::string> words;  ///< as a command takes them
    std::vector<std::string> names;  ///< "--ledger", once each time it is given
    bool help{false};
    bool version{false};
};
/// Takes them from the beginning of the words. Throws UsageError for an unknown one, and for one without its value.
[[nodiscard]] LeadingOptions take_leading_options(std::vector<std::string>& words);

}  // namespace inmail::cli
