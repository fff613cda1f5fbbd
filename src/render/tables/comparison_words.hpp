#pragma once

#include <string>
#include <vector>

#include "inmail/app/reports/audit.hpp"

namespace inmail::render {

/// What changed since the months before: a clause on the whole, and one on the accounts whose losses changed most. Empty if the
/// ledger began later.
[[nodiscard]] std::vector<std::string> comparison_words(const app::AuditReport& report);
/// Names an account: as it is typed in a terminal, by its person on a page.
using AccountWords = std::string (*)(const app::AccountName&);
/// The clause on the accounts; empty if no loss changed.
[[nodiscard]] std::string changed_most_words(const app::AuditReport& report, AccountWords name);

}  // namespace inmail::render
