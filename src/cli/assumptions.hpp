#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace inmail::cli {

/// What `--if` assumes: 'prospects 200, acceptance 30%, replies 20%'.
struct Assumptions {
    std::optional<std::int64_t> prospects{};  ///< 1 to app::max_prospects
    std::optional<int> acceptance{};          ///< per mille, 0 to 1000
    std::optional<int> replies{};             ///< likewise
};

/// Each word once, with its number behind it or before it. Throws UsageError for what cannot be read, InputError for a number out
/// of its range.
[[nodiscard]] Assumptions assumptions_of(const std::string& typed);

}  // namespace inmail::cli
