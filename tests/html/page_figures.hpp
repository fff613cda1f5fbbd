#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "support/temp_dir.hpp"

// What tests read off a page, and beside it out of the JSON of the same figures.

namespace inmail::test {

/// What the command says as JSON when the sample pages are made.
[[nodiscard]] nlohmann::json json_of(const TempDir& folder, const std::string& command);
/// The text between the first `from` and the next `to`.
[[nodiscard]] std::string between(const std::string& text, const std::string& from, const std::string& to);
/// The table row with these attributes.
[[nodiscard]] std::string row_of(const std::string& dom, const std::string& attributes);
/// The number that a row shows for the figure.
[[nodiscard]] std::int64_t figure(const std::string& row, const std::string& name);

}  // namespace inmail::test
