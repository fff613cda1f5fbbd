#pragma once

#include <string>

#include "inmail/app/record/record.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

[[nodiscard]] std::string words_of(const app::RecordWarning& warning, const Display& display);
/// "jane-doe: no message was waiting for this answer: counts as unmatched", for one of the effect's anomalies. For a terminal.
[[nodiscard]] std::string anomaly_words(const app::Effect& effect, Posting::Kind anomaly);
/// Whether the event changes only the price of the current plan.
[[nodiscard]] bool changes_only_price(const app::Effect& effect);

}  // namespace inmail::render
