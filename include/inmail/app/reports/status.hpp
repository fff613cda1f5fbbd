#pragma once

#include <string>

#include "inmail/app/reports/settings.hpp"
#include "inmail/chain/ledger_status.hpp"

namespace inmail::app {

/// Which ledger is used, and how it stands.
struct StatusReport {
    Setting ledger;    ///< its path, and where that comes from
    std::string zone;  ///< in which times are typed and shown
    LedgerStatus found;
};

}  // namespace inmail::app
