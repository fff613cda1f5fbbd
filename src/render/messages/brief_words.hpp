#pragma once

#include <string>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// "send to jane-doe, today 16:20", "2 sends to jane-doe and john-roe, today 16:20", "2 sends to jane-doe and john-roe; adjust of
/// ana (2)": fit for a terminal.
[[nodiscard]] std::string brief_words(const app::EventsInBrief& events, const Display& display);

/// "ana", "ana, pool:acme", "4 accounts": fit for a terminal.
[[nodiscard]] std::string accounts_words(const app::EventsInBrief& events);

/// "campaign from spring to autumn": in what the second record differs from the first. Fit for a terminal.
[[nodiscard]] std::vector<std::string> changes_words(const EventRecord& before, const EventRecord& after, const Display& display);

}  // namespace inmail::render
