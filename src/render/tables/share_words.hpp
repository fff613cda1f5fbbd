#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "inmail/app/reports.hpp"

namespace inmail::render {

/// "pool:acme: ana sent 12, 3 came back": who drew what, a note a seat.
inline void add_shares(std::vector<std::string>& notes, const app::AccountName& pool, const std::vector<app::SeatShare>& shares) {
    for (const auto& share : shares) {
        notes.push_back(fmt::format("{}: {} sent {} paid and {} free, {} came back", pool.typed(), share.seat, share.totals.sends,
                                    share.totals.free_sends, share.totals.refunded.value));
    }
}

}  // namespace inmail::render
