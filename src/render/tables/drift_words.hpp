#pragma once

#include <string>

#include "inmail/app/reports/drift.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// "ana, refresh of 1 March closed with available 150, now 148; ..." in one sentence.
/// One line for each drift, and one for all drifts caused by a new edition of the rulebooks.
[[nodiscard]] std::vector<std::string> drift_words(const app::Drifts& drifts, const Display& display);

}  // namespace inmail::render
