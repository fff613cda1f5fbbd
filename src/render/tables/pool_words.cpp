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

std::string pool_sends_words(const app::AuditRow& pool) {
    return fmt::format("{}: its {} {} for no team here; `inmail stats --by team` counts them for the seats' teams",
                       pool.account.typed(), counted(pool.flow.sends, "InMail"), pool.flow.sends == 1 ? "counts" : "count");
}

}  // namespace inmail::render
