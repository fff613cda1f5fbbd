#include "inmail/core/terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "inmail/core/errors.hpp"

namespace inmail {

bool operator==(const Terms& a, const Terms& b) { return same_terms(a, b); }

ValueFlaw out_of_range(const char* name, const TermRange& range, bool may_be_null) {
    ValueFlaw flaw;
    flaw.kind = !may_be_null    ? FlawKind::term_range
                : range.in_days ? FlawKind::days_range_or_never
                                : FlawKind::term_range_or_null;
    flaw.what = name;
    flaw.least = range.least;
    flaw.most = range.most;
    return flaw;
}

namespace {

constexpr std::string_view rate_is = "min_response_rate=";
constexpr std::string_view sends_are = ";min_sends=";
constexpr std::string_view days_are = ";days=";
constexpr std::string_view source_is = ";source=";

/// The number between `before` and `after`, and what comes after it.
template <class Number>
bool take_number(std::string_view& text, std::string_view before, Number& number) {
    if (text.substr(0, before.size()) != before) return false;
    text.remove_prefix(before.size());
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

std::optional<ValueFlaw> flaw_of(const ResponsePolicy& policy) {
    const auto outside = [](std::int64_t number, const TermRange& range) { return number < range.least || number > range.most; };
    constexpr TermRange sends{1, max_event_amount.value};
    constexpr TermRange days{1, max_term_days};
    constexpr TermRange rate{1, 1000};
    if (outside(policy.min_response_per_mille, rate)) return ValueFlaw{FlawKind::no_response_rate};
    if (outside(policy.min_sends, sends)) return out_of_range("policy.min_sends", sends, false);
    if (outside(policy.days, days)) return out_of_range("policy.days", days, false);
    return std::nullopt;
}

}  // namespace

std::string to_string(const ResponsePolicy& policy) {
    constexpr int all = 1000;
    return fmt::format("{}{}.{:03}{}{}{}{}{}{}", rate_is, policy.min_response_per_mille / all,
                       policy.min_response_per_mille % all, sends_are, policy.min_sends, days_are, policy.days, source_is,
                       policy.source);
}

std::optional<ResponsePolicy> parse_response_policy(std::string_view text) {
    ResponsePolicy policy;
    std::string_view rest = text;
    int whole = 0;
    int per_mille = 0;
    if (!take_number(rest, rate_is, whole) || !take_number(rest, ".", per_mille)) return std::nullopt;
    if (whole > 1) return std::nullopt;
    policy.min_response_per_mille = 1000 * whole + per_mille;
    if (!take_number(rest, sends_are, policy.min_sends) || !take_number(rest, days_are, policy.days)) return std::nullopt;
    if (rest.substr(0, source_is.size()) != source_is) return std::nullopt;
    policy.source = rest.substr(source_is.size());
    // A hash holds the canonical text, so another spelling would go unnoticed.
    if (to_string(policy) != text) return std::nullopt;
    return policy;
}

std::string to_string(const std::vector<Channel>& channels) {
    std::string text;
    for (const Channel channel : channels) text.append(text.empty() ? "" : ",").append(to_string(channel));
    return text;
}

std::optional<std::vector<Channel>> parse_channels(std::string_view text) {
    std::vector<Channel> channels;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        const auto channel = parse_channel(text.substr(0, end));
        const bool is_new = channel && std::find(channels.begin(), channels.end(), *channel) == channels.end();
        if (!is_new) return std::nullopt;
        channels.push_back(*channel);
        text.remove_prefix(end);
        if (text == ",") return std::nullopt;
        if (!text.empty()) text.remove_prefix(1);
    }
    return channels;
}

std::optional<ValueFlaw> flaw_of(const Terms& t) {
    if (auto flaw = range_flaw(t)) return flaw;
    if (t.policy) {
        if (auto flaw = flaw_of(*t.policy)) return flaw;
    }
    if (t.cap >= t.allowance) return std::nullopt;
    ValueFlaw flaw{FlawKind::cap_below_allowance};
    flaw.number = t.cap.value;
    flaw.least = t.allowance.value;
    return flaw;
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
