#pragma once

#include <string>

#include "inmail/core/damage.hpp"
#include "messages/error_words.hpp"

namespace inmail::render {

/// Damage as a clause that begins in lower case: "event 7 is missing: after event 6 comes 8".
[[nodiscard]] std::string damage_words(const Damage& damage);

[[nodiscard]] ErrorWords words_of(const DamagedLedger& error);

}  // namespace inmail::render
