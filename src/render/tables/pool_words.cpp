#include "pool_words.hpp"

#include <fmt/format.h>

#include "inmail/app/reports/audit.hpp"
#include "words.hpp"

namespace inmail::render {

std::string pool_words(const app::PoolOfTeam& left_out) {
    return fmt::format("{} of {} {} on {}, whose credits belong to no team: they are not in these figures",
                       counted(static_cast<std::int64_t>(left_out.seats.size()), "seat"), left_out.team,
                       left_out.seats.size() == 1 ? "draws" : "draw", left_out.pool.typed());
}

}  // namespace inmail::render
