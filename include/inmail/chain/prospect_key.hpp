#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/checked.hpp"

namespace inmail {

/// The normalised key of a prospect (RULES section 9): the slug of a profile URL, `lead:ID` or `talent:ID` of a Sales
/// Navigator or Recruiter URL, else the canonical name. Opaque slugs (`ACoAA...`) keep their case, which matters.
/// Never empty, never longer than max_prospect_bytes, no control characters, well-formed UTF-8. An address that is not a
/// person's is a flaw.
[[nodiscard]] Checked<std::string> prospect_key(std::string_view text);

/// The key by the first edition of the rules. Older ledgers hold such keys, and derived keys are made of them.
[[nodiscard]] Checked<std::string> first_prospect_key(std::string_view text);

/// The key of a person's address on LinkedIn; none for a name, and for any other address.
[[nodiscard]] std::optional<std::string> key_of_address(std::string_view text);

/// The key that a ledger's prospect has today, by whatever edition it was spelled: the same for all spellings of one person.
/// A spelling that is not a person's today stays as it is.
[[nodiscard]] std::string key_today(const std::string& spelling);

/// Begins the key of somebody whose name and address an export hides. A digest of the conversation follows.
inline constexpr std::string_view hidden_person_prefix = "conversation:";
[[nodiscard]] bool is_hidden_person(std::string_view prospect);

/// A seat's handle or a pool's name, lowered: `[a-z0-9][a-z0-9._@-]*`, at most max_handle_bytes (RULES section 1).
[[nodiscard]] Checked<std::string> parse_handle(std::string_view text);

}  // namespace inmail
