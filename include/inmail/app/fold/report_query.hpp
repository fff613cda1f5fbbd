#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail::app {

/// What a reading command asks about.
struct ReportQuery {
    Instant as_of;
    std::optional<Instant> known_at;    ///< RULES section 2
    std::vector<std::string> accounts;  ///< as typed (`ana`, `pool:acme`); empty: all
    std::string team{};                 ///< only seats that are in this team at as_of; empty: all, and pools too
    std::string rulebook{};             ///< replay all stints under this one instead ("what if"); empty: as recorded
    bool by_seat{false};                ///< break pools down by member seat
    int trend_months{0};                ///< tell each account's balance at the ends of so many last months, too
};

}  // namespace inmail::app
