#pragma once

#include "inmail/app/reports/balance.hpp"
#include "support.hpp"

namespace inmail::render {

/// One of `accounts` (docs/reference.md, balance).
[[nodiscard]] Json json_of(const app::AccountBalance& balance);

}  // namespace inmail::render
