#pragma once

#include <string>

#include "inmail/core/time.hpp"

namespace inmail {

/// What `init` fixes for a ledger.
struct LedgerInfo {
    std::string id;  ///< random, unique among ledgers
    std::string default_rulebook;
    std::string zone;  ///< IANA name of the display zone
    Instant created_at;
};

}  // namespace inmail
