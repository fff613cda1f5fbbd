#pragma once

#include <optional>
#include <string>

#include "complete/completion.hpp"
#include "options.hpp"

namespace inmail::cli {

/// What the option's value is, as usage lines call it: "TEAM" of `--team T`, else its placeholder.
[[nodiscard]] std::string noun_of(const OptionInfo& option);

/// What the value of a setting is: "SEAT" of `seat`.
[[nodiscard]] std::string noun_of_setting(const std::string& key);

/// The values of a noun of the usage lines, such as SEAT or FILE, that begin with `prefix`. `ledger` is `--ledger` as typed.
[[nodiscard]] Completion values_of(const std::string& noun, const std::string& prefix, const std::optional<std::string>& ledger);

/// Whether `values_of` knows the noun, even if it has no values.
[[nodiscard]] bool is_known_noun(const std::string& noun);

}  // namespace inmail::cli
