#pragma once

#include <functional>
#include <optional>

#include "inmail/core/ids.hpp"
#include "inmail/core/prospect.hpp"

namespace inmail::app {

/// Whose outreach it is, and whom that seat knows.
struct WritingSeat {
    SeatId named{};  ///< no other seat; none: any
    SeatId usual{};  ///< stands in where a prospect names no seat; none: any
    /// Whether the prospect is a connection of `own()`, by its Connections.csv; empty: nothing is known.
    std::function<std::optional<KnownConnection>(const Prospect&)> connection{};

    [[nodiscard]] SeatId own() const { return is_none(named) ? usual : named; }
};

}  // namespace inmail::app
