#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "inmail/app/outreach/sequence_step.hpp"
#include "outreach/conversations.hpp"

namespace inmail::app {

/// What happened between a seat and one prospect, as a sequence sees it.
struct SeatOutreach {
    std::vector<OutreachEvent> events;  ///< by time; answers to colleagues of its team are among them
    std::string prospect;               ///< as the seat's latest message spells the prospect; empty: it sent none
};

/// Of each seat that wrote to the prospect, or got an answer.
[[nodiscard]] std::map<SeatId, SeatOutreach> outreach_by_seat(const Conversation& conversation,
                                                              const std::function<std::string(SeatId)>& team_of);

}  // namespace inmail::app
