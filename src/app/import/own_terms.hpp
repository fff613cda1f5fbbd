#pragma once

#include <map>
#include <string>
#include <vector>

#include "inmail/core/terms.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail::app {

/// The rows that a ledger with `terms` lacks, in their order. Throws Refused if one has the date of another row or lies before
/// the plan's last: what is there is never rewritten. `from`: where they are from.
[[nodiscard]] std::vector<NamedTerms> new_rows(const std::vector<NamedTerms>& rows, const std::vector<StoredTerms>& terms,
                                               const std::string& from);

/// The rows of terms that do not ship with the program, by the titles of their rulebooks. They lack a recorded_at.
[[nodiscard]] std::map<std::string, std::vector<NamedTerms>> own_rows(const std::vector<StoredTerms>& terms);

}  // namespace inmail::app
