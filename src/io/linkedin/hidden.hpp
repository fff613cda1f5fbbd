#pragma once

#include <set>
#include <string>
#include <string_view>

#include "linkedin/messages.hpp"

namespace inmail::io::linkedin {

// LinkedIn shows closed and hidden accounts under one name, in the language of the archive's owner: "LinkedIn Member",
// "LinkedIn-Mitglied", "Membre de LinkedIn". They have no profile URL.

/// Whether a canonical name has LinkedIn in it. Without a URL it is then a hidden account's.
[[nodiscard]] bool may_be_hidden(std::string_view name);

/// Whether a canonical name is one that LinkedIn itself gives to hidden accounts. Beside somebody's URL, other names with
/// LinkedIn in them are titles: "Jane Doe, LinkedIn Top Voice".
[[nodiscard]] bool is_hidden_for_sure(std::string_view name);

/// Puts `Messages::hidden` in place of the names of hidden accounts. A name that some row shows with a URL is a person's, and so
/// are `people` (canonical).
void hide_members(Messages& messages, const std::set<std::string>& people);

}  // namespace inmail::io::linkedin
