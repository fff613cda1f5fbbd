#pragma once

#include <string>

#include "inmail/app/outreach/route.hpp"

namespace inmail::render {

/// Why the prospect is written to over the row's channel, or not at all: "note of 2026-09-01 unanswered".
[[nodiscard]] std::string route_words(const app::RouteReport::Row& row);

/// Of several rows for one person: "jane-doe stands on lines 2 and 5: taken as one".
[[nodiscard]] std::string merged_words(const app::MergedProspect& merged);

/// "line 3: jane doe may be jane-doe, whom the ledger knows: if so, write jane-doe"
[[nodiscard]] std::string alike_words(const app::AlikeProspect& alike);

}  // namespace inmail::render
