#pragma once

#include <optional>
#include <string>

#include "inmail/core/ids.hpp"
#include "inmail/store/server_ledger.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

// As the functions of ServerLedger with these names.

void grant_role(Connection& connection, const std::string& user, MemberRole role, std::optional<SeatId> seat);
void revoke_role(Connection& connection, const std::string& user);

}  // namespace inmail::store::postgres
