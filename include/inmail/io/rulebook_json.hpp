#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/terms.hpp"

namespace inmail::io {

/// A rulebook of a file in the shape of `plans --format json`.
struct RulebookFile {
    std::string name;
    std::string title;
    std::vector<NamedTerms> terms;
};

/// Reads and checks a file of rulebooks in full: unknown keys, wrong types, figures out of range (flaw_of), names that
/// are no handles, a plan's effective_from twice. Throws InputError that names the place (rulebook, plan, key) of every flaw.
[[nodiscard]] std::vector<RulebookFile> parse_rulebooks(std::string_view json, const std::string& file_name);

}  // namespace inmail::io
