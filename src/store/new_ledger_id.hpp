#pragma once

#include <string>

namespace inmail::store {

/// 32 random hex digits.
[[nodiscard]] std::string new_ledger_id();

}  // namespace inmail::store
