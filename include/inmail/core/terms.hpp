#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/credits.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

enum class CapRule : std::uint8_t { stop, trim };                 ///< RULES section 4, refresh
enum class RefreshRule : std::uint8_t { calendar, anniversary };  ///< RULES section 4, refresh
enum class WindowRule : std::uint8_t { elapsed, calendar_day };   ///< RULES section 4, window
enum class RefundExpiry : std::uint8_t { fresh, original };       ///< RULES section 4, reply
enum class RepeatRule : std::uint8_t { warn, refuse };            ///< RULES section 4, send

[[nodiscard]] std::string_view to_string(CapRule v);
[[nodiscard]] std::string_view to_string(RefreshRule v);
[[nodiscard]] std::string_view to_string(WindowRule v);
[[nodiscard]] std::string_view to_string(RefundExpiry v);
[[nodiscard]] std::string_view to_string(RepeatRule v);
[[nodiscard]] std::optional<CapRule> parse_cap_rule(std::string_view text);
[[nodiscard]] std::optional<RefreshRule> parse_refresh_rule(std::string_view text);
[[nodiscard]] std::optional<WindowRule> parse_window_rule(std::string_view text);
[[nodiscard]] std::optional<RefundExpiry> parse_refund_expiry(std::string_view text);
[[nodiscard]] std::optional<RepeatRule> parse_repeat_rule(std::string_view text);

/// One plan's figures in one rulebook from one date on (RULES section 1).
struct Terms {
    Day effective_from;
    Credits allowance;  ///< credits a month, of one seat; >= 0
    Credits cap;        ///< of one seat; >= allowance
    CapRule cap_rule{CapRule::stop};
    RefreshRule refresh{RefreshRule::calendar};
    std::optional<int> expiry_days;  ///< >= 1; none: credits never expire
    int refund_window_days{90};      ///< >= 1
    WindowRule window_rule{WindowRule::elapsed};
    RefundExpiry refund_expiry{RefundExpiry::fresh};
    bool purchasable{false};
    std::optional<int> purchase_expiry_days;  ///< >= 1; none: bought credits never expire
    bool pooled{false};                       ///< permits a pool
    RepeatRule repeat{RepeatRule::warn};
    std::optional<std::int64_t> price_minor;         ///< the plan's price a month, minor units of `currency`
    std::optional<std::int64_t> credit_price_minor;  ///< one bought credit, minor units of `currency`
    std::string currency;                            ///< ISO 4217
    std::string source;                              ///< who says so, and what other sources say

    friend bool operator==(const Terms& a, const Terms& b);
};

/// Bounds that every row is checked against before it is stored.
constexpr Credits max_allowance{100'000};
constexpr int max_term_days = 36'500;

/// A row of terms under its names, as a file of rulebooks has it.
struct NamedTerms {
    std::string rulebook;
    std::string plan;
    Terms terms;
    std::optional<Instant> recorded_at{};  ///< of a row that a user imported
};

/// A rulebook with all its rows.
struct RulebookListing {
    std::string name;
    std::string title;
    bool shipped{true};             ///< false: holds rows that a user imported
    std::vector<NamedTerms> terms;  ///< by plan, then effective_from
};

/// What is wrong with one row of terms, in words; nothing where it is sound.
[[nodiscard]] std::optional<std::string> defect_of(const Terms& terms);

/// Every rulebook as known at one moment. Figures are data: no constant of a plan stands in code.
class Rulebooks {
  public:
    /// A further row; rows of one plan in one rulebook may come in any order, each effective_from once.
    void add(RulebookId rulebook, PlanId plan, Terms terms);

    [[nodiscard]] bool has(RulebookId rulebook, PlanId plan) const;
    /// Whether any rulebook has the plan.
    [[nodiscard]] bool has(PlanId plan) const;

    /// The terms in force at `t`; before the first effective_from the earliest row counts (RULES section 4).
    /// Throws Defect where the rulebook does not have the plan: callers check with `has` at the edge.
    [[nodiscard]] const Terms& in_force(RulebookId rulebook, PlanId plan, Instant t) const;

    /// The rulebook under which a stint on the plan runs that asks for or inherits `wanted`: that one, or where it lacks the
    /// plan `fallback`, else the first that has it. Throws Defect where none has.
    [[nodiscard]] RulebookId resolve(RulebookId wanted, RulebookId fallback, PlanId plan) const;

    /// The same among the rows of one plan, which are not none.
    [[nodiscard]] static const Terms& in_force(const std::vector<Terms>& rows, Instant t);

    /// All rows of a plan, earliest effective_from first; empty where there is none.
    [[nodiscard]] const std::vector<Terms>& rows(RulebookId rulebook, PlanId plan) const;

  private:
    struct Plan {
        RulebookId rulebook;
        PlanId plan;
        std::vector<Terms> rows;
    };
    [[nodiscard]] const Plan* find(RulebookId rulebook, PlanId plan) const;

    std::vector<Plan> plans_;  // sorted by (rulebook, plan)
};

}  // namespace inmail
