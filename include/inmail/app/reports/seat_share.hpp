#pragma once

#include <string>

#include "inmail/core/posting.hpp"

namespace inmail::app {

/// What one seat did in an account: of a pool, who drew what.
struct SeatShare {
    std::string seat;
    std::string person;  ///< its display name; empty: none
    Totals totals;       ///< of its own events only
};

}  // namespace inmail::app
