#include "inmail/core/terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "inmail/core/errors.hpp"
#include "inmail/core/money.hpp"

namespace inmail {
namespace {

/// Two-valued enums by their names; the order is that of the enum.
template <class Enum>
struct Names {
    std::string_view first;
    std::string_view second;

    [[nodiscard]] std::string_view of(Enum v) const { return static_cast<int>(v) == 0 ? first : second; }
    [[nodiscard]] std::optional<Enum> parse(std::string_view text) const {
        if (text == first) return static_cast<Enum>(0);
        if (text == second) return static_cast<Enum>(1);
        return std::nullopt;
    }
};

constexpr Names<CapRule> cap_rules{"stop", "trim"};
constexpr Names<RefreshRule> refresh_rules{"calendar", "anniversary"};
constexpr Names<WindowRule> window_rules{"elapsed", "calendar-day"};
constexpr Names<RefundExpiry> refund_expiries{"fresh", "original"};
constexpr Names<RepeatRule> repeat_rules{"warn", "refuse"};

bool is_term(int days) { return days >= 1 && days <= max_term_days; }
bool is_price(std::int64_t minor) { return minor >= 0 && minor <= max_price_minor; }

}  // namespace

std::string_view to_string(CapRule v) { return cap_rules.of(v); }
std::string_view to_string(RefreshRule v) { return refresh_rules.of(v); }
std::string_view to_string(WindowRule v) { return window_rules.of(v); }
std::string_view to_string(RefundExpiry v) { return refund_expiries.of(v); }
std::string_view to_string(RepeatRule v) { return repeat_rules.of(v); }
std::optional<CapRule> parse_cap_rule(std::string_view text) { return cap_rules.parse(text); }
std::optional<RefreshRule> parse_refresh_rule(std::string_view text) { return refresh_rules.parse(text); }
std::optional<WindowRule> parse_window_rule(std::string_view text) { return window_rules.parse(text); }
std::optional<RefundExpiry> parse_refund_expiry(std::string_view text) { return refund_expiries.parse(text); }
std::optional<RepeatRule> parse_repeat_rule(std::string_view text) { return repeat_rules.parse(text); }

bool operator==(const Terms& a, const Terms& b) {
    const auto all = [](const Terms& t) {
        return std::tie(t.effective_from, t.allowance, t.cap, t.cap_rule, t.refresh, t.expiry_days, t.refund_window_days,
                        t.window_rule, t.refund_expiry, t.purchasable, t.purchase_expiry_days, t.pooled, t.repeat, t.price_minor,
                        t.credit_price_minor, t.currency, t.source);
    };
    return all(a) == all(b);
}

std::optional<std::string> defect_of(const Terms& t) {
    if (t.allowance < no_credits || t.allowance > max_allowance)
        return fmt::format("allowance must be 0 to {}", max_allowance.value);
    if (t.cap < t.allowance) return fmt::format("cap {} is below the allowance {}", t.cap.value, t.allowance.value);
    if (t.cap > max_event_amount) return fmt::format("cap must be at most {}", max_event_amount.value);
    if (t.expiry_days && !is_term(*t.expiry_days))
        return fmt::format("expiry_days must be 1 to {}, or null for never", max_term_days);
    if (!is_term(t.refund_window_days)) return fmt::format("refund_window_days must be 1 to {}", max_term_days);
    if (t.purchase_expiry_days && !is_term(*t.purchase_expiry_days)) {
        return fmt::format("purchase_expiry_days must be 1 to {}, or null for never", max_term_days);
    }
    if (t.price_minor && !is_price(*t.price_minor)) return "price_minor must be 0 to 10^12";
    if (t.credit_price_minor && !is_price(*t.credit_price_minor)) return "credit_price_minor must be 0 to 10^12";
    return std::nullopt;
}

void Rulebooks::add(RulebookId rulebook, PlanId plan, Terms terms) {
    const auto key = std::tie(rulebook, plan);
    auto it = std::lower_bound(plans_.begin(), plans_.end(), key,
                               [](const Plan& p, const auto& k) { return std::tie(p.rulebook, p.plan) < k; });
    if (it == plans_.end() || std::tie(it->rulebook, it->plan) != key) it = plans_.insert(it, Plan{rulebook, plan, {}});
    auto row = std::lower_bound(it->rows.begin(), it->rows.end(), terms.effective_from,
                                [](const Terms& t, Day from) { return t.effective_from < from; });
    ensure(row == it->rows.end() || row->effective_from != terms.effective_from,
           "a plan's effective_from stands once in a rulebook");
    it->rows.insert(row, std::move(terms));
}

const Rulebooks::Plan* Rulebooks::find(RulebookId rulebook, PlanId plan) const {
    const auto key = std::tie(rulebook, plan);
    const auto it = std::lower_bound(plans_.begin(), plans_.end(), key,
                                     [](const Plan& p, const auto& k) { return std::tie(p.rulebook, p.plan) < k; });
    return it != plans_.end() && std::tie(it->rulebook, it->plan) == key ? &*it : nullptr;
}

bool Rulebooks::has(RulebookId rulebook, PlanId plan) const { return find(rulebook, plan) != nullptr; }

bool Rulebooks::has(PlanId plan) const {
    return std::any_of(plans_.begin(), plans_.end(), [&](const Plan& p) { return p.plan == plan; });
}

RulebookId Rulebooks::resolve(RulebookId wanted, RulebookId fallback, PlanId plan) const {
    if (has(wanted, plan)) return wanted;
    if (has(fallback, plan)) return fallback;
    const auto any = std::find_if(plans_.begin(), plans_.end(), [&](const Plan& p) { return p.plan == plan; });
    ensure(any != plans_.end(), "a stint's plan stands in some rulebook");
    return any->rulebook;
}

const std::vector<Terms>& Rulebooks::rows(RulebookId rulebook, PlanId plan) const {
    static const std::vector<Terms> none;
    const Plan* p = find(rulebook, plan);
    return p != nullptr ? p->rows : none;
}

const Terms& Rulebooks::in_force(RulebookId rulebook, PlanId plan, Instant t) const { return in_force(rows(rulebook, plan), t); }

const Terms& Rulebooks::in_force(const std::vector<Terms>& rows, Instant t) {
    ensure(!rows.empty(), "a stint's plan stands in its rulebook");
    auto row = rows.end() - 1;
    while (row != rows.begin() && t < start_of(row->effective_from)) --row;
    return *row;
}

}  // namespace inmail
