#pragma once

#include <string>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail::store {

/// What a command will ask a ledger, as far as that is known before the ledger is opened. A store on a server then asks for it
/// all while it opens, in one round trip, and again for each write that it begins. It changes no answer: what was not foreseen is
/// asked when it is needed.
struct Foreseen {
    Instant now;                       ///< the client's clock
    std::vector<std::string> names{};  ///< of seats, pools and prospects, normalised; empty: nothing is foreseen
    std::vector<std::string> keys{};   ///< of events
    bool subscribed_seats{false};      ///< the handles of all seats that have a plan
    bool links{false};                 ///< those of all accounts
};

/// What an import will ask about its next rows.
struct RowsAhead {
    std::vector<std::string> keys;       ///< of events
    std::vector<std::string> prospects;  ///< names, normalised
};

}  // namespace inmail::store
