#include <fmt/format.h>

#include "inmail/render/roster.hpp"
#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {

std::vector<std::string> other_day_words(const app::RosterResult& result, const Display& display) {
    std::vector<std::string> lines;
    for (const auto& day : result.other_days) {
        lines.push_back(fmt::format("note: {} has its plan since {}, not {} as the file says: that was not changed",
                                    for_terminal(day.seat), short_day(day.in_ledger, display), short_day(day.in_file, display)));
    }
    return lines;
}

RosterRefusal words_of(const app::UnsoundRoster& roster) {
    using Why = app::UnsoundRoster::Why;
    const std::string seats = for_terminal(enumeration(roster.seats));
    switch (roster.why) {
        case Why::empty:
            return {"the roster has no rows", "it needs a header line that names its columns, then one row per seat"};
        case Why::handle_twice:
            return {"the roster names a seat twice: " + seats, "give each seat one row"};
        case Why::too_many_gone:
            break;
    }
    return {fmt::format("the roster lacks {} of {} in its teams and pools: {}", roster.seats.size(),
                        counted(roster.looked_at, "seat"), seats),
            "use --force to cancel them if the file is complete"};
}

}  // namespace inmail::render
