#pragma once

#include <vector>

#include "diagnose/diverged_account.hpp"
#include "inmail/app/diagnose/diagnose.hpp"

namespace inmail::app {

/// What would turn the ledger's figure into LinkedIn's, fewest facts first. Each explanation was tried on the fold: with its
/// commands recorded, the observation that differs agrees, and the last one that agreed still does.
[[nodiscard]] std::vector<DiagnoseReport::Explanation> explanations(DivergedAccount& account);

}  // namespace inmail::app
