#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/reports/response_policy.hpp"

namespace inmail::render {

/// "below" or "near"
[[nodiscard]] std::string_view to_string(app::PolicyStanding::Verdict verdict);
/// "dov", or "dov on pool:acme" of a member.
[[nodiscard]] std::string sender_words(const app::PolicyStanding& standing);
/// As the other `rate_words`, but "12.7%" and not "13%" where the whole percent would reach a bound of these policies that the
/// rate misses.
[[nodiscard]] std::string rate_words(const app::Responses& responses, const std::vector<app::PolicyStanding>& policies);
/// "12 of its 104 InMails of the last 14 days were answered, 11.5%; the policy asks for 13% (LinkedIn Help a413271): 2 more
/// answers reach it". `until`: the end of the days, in words; empty: now.
[[nodiscard]] std::string policy_words(const app::PolicyStanding& standing, const std::string& until = {});

}  // namespace inmail::render
