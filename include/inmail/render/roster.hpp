#pragma once

#include <string>
#include <vector>

#include "inmail/app/import/import_roster.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// For each seat, that the roster names another day than that since which it has its plan.
[[nodiscard]] std::vector<std::string> other_day_words(const app::RosterResult& result, const Display& display);

/// Why a roster is refused, and what to do about it.
struct RosterRefusal {
    std::string what;
    std::string next_step;
};
[[nodiscard]] RosterRefusal words_of(const app::UnsoundRoster& roster);

}  // namespace inmail::render
