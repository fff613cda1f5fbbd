#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"

namespace inmail {

/// The steps by which people are written to until they answer.
struct Sequence {
    struct Step {
        /// What the days are counted from.
        enum class After : std::uint8_t {
            start,     ///< the first message
            accepted,  ///< when the request to connect was accepted
            previous,  ///< the latest message
        };
        enum class OnlyIf : std::uint8_t { not_answered, accepted, not_accepted };
        enum class Priority : std::uint8_t { any, high, low };

        std::vector<Channel> channels;  ///< any of them does; the first is shown first
        After after{After::previous};
        int from_day{0};  ///< it is due so many dates later,
        int to_day{0};    ///< and overdue after so many
        OnlyIf only_if{OnlyIf::not_answered};
        Priority priority{Priority::any};
        std::string todo{};  ///< what to do, for people to read; empty: the channel says it
    };

    std::string name;         ///< as a person types it: a shipped name or a file
    std::vector<Step> steps;  ///< at least two; the first begins the sequence and has no days
    int end_days{0};          ///< its last date lies so many dates behind the latest message or acceptance
};

}  // namespace inmail
