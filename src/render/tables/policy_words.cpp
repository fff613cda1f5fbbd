#include "policy_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "words.hpp"

namespace inmail::render {
namespace {

constexpr std::int64_t thousandths = 1000;  ///< in a whole

using Verdict = app::PolicyStanding::Verdict;

/// "13 %", "11.5 %": rounded down, so that a rate below a bound never reads as the bound.
std::string percent_words(std::int64_t per_mille) {
    constexpr std::int64_t per_percent = 10;
    const std::int64_t tenths = per_mille % per_percent;
    return tenths == 0 ? fmt::format("{}%", per_mille / per_percent) : fmt::format("{}.{}%", per_mille / per_percent, tenths);
}

}  // namespace

std::string_view to_string(Verdict verdict) { return verdict == Verdict::below ? "below" : "near"; }

std::string sender_words(const app::PolicyStanding& standing) {
    const std::string seat = titled({AccountId::Kind::seat, standing.seat, standing.person});
    return standing.account.is_pool() ? fmt::format("{} on {}", seat, standing.account.typed()) : seat;
}

std::string rate_words(const app::Responses& responses, const std::vector<app::PolicyStanding>& policies) {
    constexpr std::int64_t per_percent = 10;
    const bool misleads =
        !responses.is_small() && std::any_of(policies.begin(), policies.end(), [&](const app::PolicyStanding& standing) {
            const std::int64_t bound = standing.policy.min_response_per_mille;
            const bool is_missed = responses.answered * thousandths < bound * responses.sent;
            return is_missed && std::lround(*responses.rate() * 100) * per_percent >= bound;
        });
    return misleads ? percent_words(responses.answered * thousandths / responses.sent) : rate_words(responses);
}

std::string policy_words(const app::PolicyStanding& standing, const std::string& until) {
    const app::Responses& responses = standing.responses;
    const ResponsePolicy& policy = standing.policy;
    const std::string span =
        until.empty() ? fmt::format("last {} days", policy.days) : fmt::format("{} days up to {}", policy.days, until);
    const std::string asked =
        fmt::format("the policy asks for {} ({})", percent_words(policy.min_response_per_mille), policy.source);
    const std::string reached =
        standing.verdict == Verdict::below
            ? fmt::format("{} {} it", counted(standing.missing(), "more answer"), standing.missing() == 1 ? "reaches" : "reach")
            : fmt::format("{} to spare", counted(responses.answered - standing.wanted(), "answer"));
    return fmt::format("{} of its {} InMails of the {} were answered, {}; {}: {}", responses.answered, responses.sent, span,
                       percent_words(responses.answered * thousandths / responses.sent), asked, reached);
}

}  // namespace inmail::render
