#pragma once

#include <cstdint>

#include "inmail/chain/event_record.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// Since when an account is on the plan that a subscribe records, if LinkedIn shows a balance and nobody says since when.
enum class MidwayStart : std::uint8_t {
    first_of_month,  ///< the plan refreshes by the calendar
    billing_day,     ///< the plan refreshes on a day that only the person knows
    now,             ///< the account had a plan or pool since the first of the month, or the event names no known plan
};

/// `first_of_month`: 00:00 UTC. Throws InvalidRequest for an unknown rulebook.
[[nodiscard]] MidwayStart midway_start(Store& store, const EventRecord& subscribe, Instant first_of_month, Instant now);

}  // namespace inmail::app
