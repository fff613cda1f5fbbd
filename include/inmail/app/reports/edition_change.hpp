#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What a new edition of the rulebooks that ship changes about the balances of today (RULES section 8).
struct EditionChange {
    struct Changed {
        AccountName account;
        Credits former;
        Credits now;
    };
    int former{0};                   ///< edition
    int now{0};                      ///< edition
    std::size_t accounts{0};         ///< that are active
    std::vector<Changed> changed;    ///< the largest change first
    std::vector<std::string> terms;  ///< names of the terms that differ among the plans of what changed
};
[[nodiscard]] EditionChange edition_change(Store& store, int former_edition, Instant now);

}  // namespace inmail::app
