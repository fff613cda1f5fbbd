// What a subscribe takes from an account that has a plan, and how to keep both.

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "words.hpp"

namespace inmail::render {

namespace {

/// "120 credits and 14 pending refunds"
std::string holdings_words(const app::EndedStint& stint, std::string_view pending) {
    std::vector<std::string> lost;
    if (stint.zeroed > no_credits) lost.push_back(credits_words(stint.zeroed));
    if (stint.dropped > 0) lost.push_back(counted(stint.dropped, pending));
    return enumeration(lost);
}

}  // namespace

std::string loss_words(const app::EndedStint& stint, const Display& display) {
    const std::string lost = holdings_words(stint, "pending refund");
    const std::string date = short_day(stint.at, display);
    const bool today = date == short_day(stint.now, display);
    return fmt::format("{} loses {} of {}{}", stint.account.typed(), lost, stint.plan, today ? "" : " on " + date);
}

std::string gone_words(const app::EndedStint& stint) {
    const bool is_one = stint.zeroed.value + stint.dropped == 1;
    return fmt::format("{}: {} of {} {}", stint.account.typed(), holdings_words(stint, "pending InMail"), stint.plan,
                       is_one ? "is gone" : "are gone");
}

std::string second_handle_words(const app::SecondSubscription& beside) {
    if (beside.account.is_pool()) {
        return fmt::format("to keep both contracts, use a second pool: `inmail subscribe --pool {} --plan {}`",
                           beside.account.name, beside.plan);
    }
    const bool joins = !beside.pool.empty();
    return fmt::format("to keep both subscriptions, use a second handle: `inmail subscribe {} --{} {}`", beside.account.name,
                       joins ? "pool" : "plan", joins ? beside.pool : beside.plan);
}

}  // namespace inmail::render
