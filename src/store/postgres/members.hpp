#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/core/ids.hpp"
#include "inmail/store/server_ledger.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

// As the functions of ServerLedger with these names.

void grant_role(Connection& connection, const std::string& user, MemberRole role, std::optional<SeatId> seat);
void revoke_role(Connection& connection, const std::string& user);

/// Columns that say what the user of the session is: its name, its role, and a rep's seat, the only one whose name a rep sees.
extern const char* const of_user;
/// Reads those; none: the owner.
[[nodiscard]] std::optional<LedgerMember> member_of_user(const Answer& answer);

/// Asks for all members, which a rep may not,
[[nodiscard]] Question members_question();
/// and reads them.
[[nodiscard]] std::vector<LedgerMember> members_of(const Answer& answer);

}  // namespace inmail::store::postgres
