#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/core/money.hpp"
#include "inmail/core/time.hpp"

namespace inmail::app {

/// From which figures on something is recommended.
struct RecommendationRules {
    int months{6};            ///< whole UTC months looked at; the account's plan must have run through all of them
    Credits least_saved{10};  ///< a month
    int least_dry_months{3};  ///< of these months: in so many a seat ran dry that others are to write for
    std::size_t most_of_kind{2};
    std::size_t most{5};
};
constexpr RecommendationRules usual_recommendation_rules{};

/// A month of an account.
struct MonthOfUse {
    std::int64_t sent{0};  ///< paid InMails, funded or not
    Credits lost;
    bool ran_dry{false};  ///< an InMail took the last credit, or found none

    MonthOfUse& operator+=(const MonthOfUse& other);
};

/// A plan of the same family with fewer credits.
struct SmallerPlan {
    std::string plan;
    Credits allowance;           ///< a month, of one licence
    std::optional<Money> price;  ///< likewise; none: not known
};

/// What recommendations are made from: an account that has a plan, and its last whole months.
struct AccountUse {
    AccountName account;
    std::optional<std::string> team;  ///< of a seat
    std::string plan;
    std::int64_t licences{1};        ///< of a pool: its members
    std::int64_t senders{0};         ///< seats that sent a paid InMail in these months
    Credits allowance;               ///< a month, of one licence
    std::optional<Money> price;      ///< likewise; none: not known
    std::vector<MonthOfUse> months;  ///< that the plan ran through, the latest last
    std::optional<SmallerPlan> smaller;
    LossesAhead ahead;

    [[nodiscard]] std::int64_t most_sent() const;  ///< in one of `months`
};

/// Fewer licences would have brought as many credits as the month with most InMails took.
struct GiveBackLicences {
    AccountUse use;
    std::int64_t enough{0};  ///< licences; fewer than it has
};
/// The smaller plan would have.
struct TakeSmallerPlan {
    AccountUse use;  ///< its `smaller` is the plan
};
/// Seats of a team lose credits while others of it run dry.
struct ShareWork {
    std::string team;
    std::vector<AccountUse> losing;  ///< the largest loss first
    std::vector<AccountUse> dry;     ///< dry in most months first
};
/// An account can send in time what it will lose otherwise, or a part of it.
struct SendInTime {
    AccountUse use;
    Instant too_late;  ///< the last of its deadlines
    Credits asked;     ///< InMails to send before it, to lose nothing
    Credits lost;      ///< if nothing is sent
    Credits to_send;   ///< of `asked`, as many as it sent in its best month
};

/// Something that would waste fewer credits, as its figures say. What else differs between plans, or between persons, is unknown.
struct Recommendation {
    Credits saved;  ///< a month; of SendInTime once
    std::variant<GiveBackLicences, TakeSmallerPlan, ShareWork, SendInTime> what;
};

/// What is recommended, the most credits saved first.
struct Recommendations {
    Month from;  ///< the first and the last of the months looked at
    Month to;
    RecommendationRules rules;
    std::vector<Recommendation> list;
};

[[nodiscard]] std::vector<Recommendation> recommend(const std::vector<AccountUse>& accounts, const RecommendationRules& rules);

}  // namespace inmail::app
