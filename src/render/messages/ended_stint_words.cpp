// What a subscribe takes from an account that has a plan, and how to keep both.

#include <fmt/format.h>

#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "words.hpp"

namespace inmail::render {

std::string loss_words(const app::EndedStint& stint) {
    std::string lost;
    if (stint.zeroed > no_credits) lost = credits_words(stint.zeroed);
    if (stint.dropped > 0) lost += (lost.empty() ? "" : " and ") + counted(stint.dropped, "pending refund");
    const bool today = day_of(stint.at) == day_of(stint.now);
    return fmt::format("{} loses {} of {}{}", stint.account.typed(), lost, stint.plan, today ? "" : " on " + utc_date(stint.at));
}

std::string second_handle_words(const app::EndedStint& stint) {
    const std::string& name = stint.account.name;
    if (stint.account.is_pool()) {
        return fmt::format("a second contract beside it is a second pool: `inmail subscribe --pool {}.2 --plan {}`", name,
                           stint.next_plan);
    }
    const std::string what = stint.pool.empty() ? stint.next_plan : stint.pool;
    return fmt::format("a second subscription beside it is a second handle: `inmail subscribe {}.{} --{} {}`", name,
                       what.substr(0, what.find('-')), stint.pool.empty() ? "plan" : "pool", what);
}

}  // namespace inmail::render
