#pragma once

#include <set>
#include <string>
#include <string_view>

namespace inmail {

/// The words of a name, a slug or a handle that tell people apart, in lower case and without accents: no titles, degrees, particles
/// ("de la", "van"), initials or numbers, unless there is nothing else. Of several words also all of them in one: "kei", "tan" and
/// "keitan" of "Dr. Kei Tan", so that a slug without hyphens is recognised.
[[nodiscard]] std::set<std::string> words_in(std::string_view utf8);

}  // namespace inmail
