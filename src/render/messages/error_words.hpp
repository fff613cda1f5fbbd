#pragma once

#include "inmail/app/faults.hpp"
#include "inmail/render/errors.hpp"

namespace inmail::render {

[[nodiscard]] ErrorWords words_of(const app::Fault& fault);
[[nodiscard]] ErrorWords words_of(const app::RefusalReason& reason);

}  // namespace inmail::render
