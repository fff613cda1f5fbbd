#pragma once

#include <string>
#include <vector>

#include "store.hpp"

namespace inmail::ledger {

/// What is wrong with the ledger's file: its pages and references, its schema, its migrations, the rows that ship, the
/// hash chain. One sentence a problem; empty: sound.
[[nodiscard]] std::vector<std::string> problems_of(OpenLedger& ledger);

}  // namespace inmail::ledger
