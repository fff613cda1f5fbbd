#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/terms.hpp"

namespace inmail::io {

/// One rulebook from a file in the format of `plans --format json`.
struct RulebookFile {
    std::string name;
    std::string title;
    std::vector<NamedTerms> terms;
};

/// Parses and checks a file of rulebooks. Throws InputError that lists every error with its rulebook, row and key: unknown
/// keys, wrong types, figures out of range (defect_of), names that are not handles, and a repeated effective_from of a plan.
[[nodiscard]] std::vector<RulebookFile> parse_rulebooks(std::string_view json, const std::string& file_name);

}  // namespace inmail::io
