#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inmail {

/// The words of a name, a slug or a handle in their order, in lower case and without accents: letters and digits. None of what is
/// no UTF-8.
[[nodiscard]] std::vector<std::string> name_words(std::string_view utf8);

/// The text in lower case and without accents, for who looks for a part of it. Empty for what is no UTF-8.
[[nodiscard]] std::string without_accents(std::string_view utf8);

/// The words of a name, a slug or a handle that tell people apart, in lower case and without accents: no titles, degrees,
/// particles
/// ("de la", "van"), initials or numbers, unless there is nothing else. Of several words also all of them in one: "kei", "tan"
/// and "keitan" of "Dr. Kei Tan", so that a slug without hyphens is recognised.
[[nodiscard]] std::set<std::string> words_in(std::string_view utf8);

/// Whether a word stands in both.
[[nodiscard]] bool share_word(const std::set<std::string>& a, const std::set<std::string>& b);

}  // namespace inmail
