#pragma once

#include <set>
#include <string>
#include <string_view>

namespace inmail {

/// The words of a name, a slug or a handle, in lower case and without accents: letters and digits, at least two bytes each. Of
/// several words also all of them in one: "kei", "tan" and "keitan" of "Kei Tan", so that a slug without hyphens is recognised.
[[nodiscard]] std::set<std::string> words_in(std::string_view utf8);

}  // namespace inmail
