#pragma once

#include <string>

#include "inmail/app/record/record.hpp"

namespace inmail::render {

[[nodiscard]] std::string words_of(const app::RecordWarning& warning);
/// "jane-doe: nothing waited for this answer: counts as unmatched", of one of the effect's anomalies. For a terminal.
[[nodiscard]] std::string anomaly_words(const app::Effect& effect, Posting::Kind anomaly);
/// Of a change to the plan that runs already.
[[nodiscard]] bool changes_price_alone(const app::Effect& effect);

}  // namespace inmail::render
