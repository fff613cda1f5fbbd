#pragma once

#include <string>

#include "inmail/app/reports/audit.hpp"

namespace inmail::render {

/// "2 seats of west draw on pool:acme, whose credits belong to no team: they are not in these figures"
[[nodiscard]] std::string pool_words(const app::PoolOfTeam& left_out);

/// Why a team's sends are fewer in the audit than in stats.
[[nodiscard]] std::string pool_sends_words(const app::AuditRow& pool);

}  // namespace inmail::render
