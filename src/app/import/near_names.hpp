#pragma once

#include <string>

namespace inmail::app {

/// Whether a name and a slug, or two spellings, may well be one person: "Kei Tan", `kei-tan-4b1`.
[[nodiscard]] bool may_be_one_person(const std::string& prospect, const std::string& other);

}  // namespace inmail::app
