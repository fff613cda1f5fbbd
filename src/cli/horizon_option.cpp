#include "horizon_option.hpp"

#include <fmt/format.h>

#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "session.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

constexpr Duration most_ahead = days(3650);

Duration ahead_of(Session& session, const std::string& typed, Instant as_of) {
    const io::When when = coming_when_of(session, typed, "--until", as_of);
    // Credits that can be used on a date are lost when the next one begins.
    const Day day = day_of(when.at);
    const bool ends_with_day = when.whole_day || when.at == end_of(day);  // the latter: `end of month`
    const Instant until = ends_with_day ? start_of(day) + days(1) : when.at;
    if (until < as_of) {
        throw InputError(fmt::format("--until {} is {}, before the time of the report, {}", for_terminal(typed),
                                     when.whole_day ? to_string(day) : render::short_moment(until, session.display()),
                                     render::short_moment(as_of, session.display())),
                         "name a later time");
    }
    if (until - as_of > most_ahead)
        throw InputError(fmt::format("--until {}: at most {} days ahead", for_terminal(typed), most_ahead.value / ms_per_day));
    return until - as_of;
}

}  // namespace

void HorizonOption::declare(Options& options) {
    options.value("--within", within_, "DAYS",
                  fmt::format("How far ahead to look for losses: {}d (default), 2w", app::usual_horizon.value / ms_per_day));
    declare_when(options, "--until", until_, "Instead of --within: look ahead to that time; a date means its end");
}

Duration HorizonOption::from(Session& session, Instant as_of) const {
    if (within_ && until_) throw UsageError("name --within or --until, not both");
    if (until_) return ahead_of(session, *until_, as_of);
    return within_ ? days_of(*within_, "--within", "--until takes a time: --until end of month") : app::usual_horizon;
}

}  // namespace inmail::cli
