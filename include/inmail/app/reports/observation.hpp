#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/time.hpp"

namespace inmail::app {

/// "LinkedIn showed N" against what the ledger held (RULES section 4, observe).
struct Observation {
    AccountName account;
    Instant at;
    Credits shown;
    Credits computed;
};

}  // namespace inmail::app
