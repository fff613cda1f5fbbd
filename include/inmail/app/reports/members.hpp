#pragma once

#include <vector>

#include "inmail/chain/ledger_member.hpp"

namespace inmail::app {

/// Who may do what in a ledger on a server, beside its owner.
struct MembersReport {
    std::vector<LedgerMember> members;  ///< by user; to a rep, only itself
};

}  // namespace inmail::app
