#pragma once

#include <string>
#include <vector>

#include "inmail/app/reports/account_entry.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// Channel, plan, amount and what a refresh came to, in a few words.
[[nodiscard]] std::string detail_words(const app::AccountEntry& entry, const Display& display);

/// The names of the entry's anomalies (RULES section 7), in the order of its postings.
[[nodiscard]] std::vector<std::string> anomaly_names(const app::AccountEntry& entry);

}  // namespace inmail::render
