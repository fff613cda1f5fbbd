#pragma once

#include <string>
#include <vector>

#include "inmail/app/outreach/route.hpp"
#include "words.hpp"

namespace inmail::render {

/// Why the prospect is written to over the row's channel, or not at all: "note of 2026-09-01 unanswered".
[[nodiscard]] std::string route_words(const app::RouteReport::Row& row, const DateWords& date);

/// Of several rows for one person: "jane-doe stands on lines 2 and 5: taken as one"; of two spellings: "line 3: jane doe may be
/// jane-doe, whom the ledger knows: if so, write jane-doe". Of many, the first ones.
void add_people_notes(std::vector<std::string>& notes, const std::vector<app::MergedProspect>& merged,
                      const std::vector<app::AlikeProspect>& alike);

}  // namespace inmail::render
