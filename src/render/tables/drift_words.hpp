#pragma once

#include <string>

#include "inmail/app/reports/drift.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// "ana, refresh of 1 March closed with available 150, now 148; ..." in one sentence.
[[nodiscard]] std::string drift_words(const app::Drift& drift, const Display& display);

}  // namespace inmail::render
