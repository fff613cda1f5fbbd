#pragma once

#include <string>

#include "inmail/app/reports/audit.hpp"

namespace inmail::render {

/// "2 seats of west draw on pool:acme, whose credits belong to no team: they are not in these figures"
[[nodiscard]] std::string pool_words(const app::PoolOfTeam& left_out);

}  // namespace inmail::render
