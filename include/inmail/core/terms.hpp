#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "inmail/core/credits.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/money.hpp"
#include "inmail/core/time.hpp"
#include "inmail/core/value_flaw.hpp"

namespace inmail {

enum class CapRule : std::uint8_t { stop, trim };                 ///< RULES section 4, refresh
enum class RefreshRule : std::uint8_t { calendar, anniversary };  ///< RULES section 4, refresh
enum class WindowRule : std::uint8_t { elapsed, calendar_day };   ///< RULES section 4, window
enum class RefundExpiry : std::uint8_t { fresh, original };       ///< RULES section 4, reply
enum class RepeatRule : std::uint8_t { warn, refuse };            ///< RULES section 4, send
enum class RepeatRefund : std::uint8_t { each, latest };          ///< RULES section 4, reply

/// The names of a rule's values, in the order of its enum. Files, tables and hashes hold them.
template <class Rule>
inline constexpr std::array<std::string_view, 0> rule_names{};
template <>
inline constexpr std::array<std::string_view, 2> rule_names<CapRule>{"stop", "trim"};
template <>
inline constexpr std::array<std::string_view, 2> rule_names<RefreshRule>{"calendar", "anniversary"};
template <>
inline constexpr std::array<std::string_view, 2> rule_names<WindowRule>{"elapsed", "calendar-day"};
template <>
inline constexpr std::array<std::string_view, 2> rule_names<RefundExpiry>{"fresh", "original"};
template <>
inline constexpr std::array<std::string_view, 2> rule_names<RepeatRule>{"warn", "refuse"};
template <>
inline constexpr std::array<std::string_view, 2> rule_names<RepeatRefund>{"each", "latest"};

template <class T>
inline constexpr bool is_rule = !rule_names<T>.empty();

template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
[[nodiscard]] constexpr std::string_view to_string(Rule value) {
    return rule_names<Rule>.at(static_cast<std::size_t>(value));
}
/// The value of exactly that name, or none.
template <class Rule>
[[nodiscard]] constexpr std::optional<Rule> parse_rule(std::string_view name) {
    for (std::size_t i = 0; i < rule_names<Rule>.size(); ++i) {
        if (rule_names<Rule>[i] == name) return static_cast<Rule>(i);
    }
    return std::nullopt;
}

/// How many answers LinkedIn expects of a seat's InMails (RULES section 8). Only advice: no figure follows from it.
struct ResponsePolicy {
    int min_response_per_mille{0};  ///< answered of those sent, 1 to 1000
    std::int64_t min_sends{0};      ///< fewer InMails are not judged; at least 1
    int days{0};                    ///< the number of last days that count, at least 1
    std::string source;             ///< who says so

    friend bool operator==(const ResponsePolicy& a, const ResponsePolicy& b) {
        return a.min_response_per_mille == b.min_response_per_mille && a.min_sends == b.min_sends && a.days == b.days &&
               a.source == b.source;
    }
};
/// "min_response_rate=0.130;min_sends=100;days=14;source=LinkedIn Help", as tables and hashes hold it.
[[nodiscard]] std::string to_string(const ResponsePolicy& policy);
/// Reads what `to_string` writes; none for any other text.
[[nodiscard]] std::optional<ResponsePolicy> parse_response_policy(std::string_view text);

/// "first-degree,open-profile", as tables and hashes hold a list of channels.
[[nodiscard]] std::string to_string(const std::vector<Channel>& channels);
/// Reads what `to_string` writes, each channel once; none for any other text.
[[nodiscard]] std::optional<std::vector<Channel>> parse_channels(std::string_view text);

/// The range of a term that is a number; both ends belong to it.
struct TermRange {
    std::int64_t least{0};
    std::int64_t most{0};
    bool in_days{false};
};

/// One term of a row: its name and its member.
template <class Row, class Value>
struct Term {
    /// `since`: the first link version whose hashes hold the term (chain.hpp).
    constexpr Term(const char* its_name, Value Row::*its_member, TermRange its_range = {}, int its_since = 1)
        : name(its_name), member(its_member), range(its_range), since(its_since) {}

    const char* name;  ///< the key in JSON, the column in CSV and SQL
    Value Row::*member;
    TermRange range;
    int since;

    [[nodiscard]] constexpr bool is(Value Row::*other) const { return member == other; }
    template <class Other>
    [[nodiscard]] constexpr bool is(Other Row::*) const {
        return false;
    }
};

/// The beginning of a figure that must still be filled in, in a file of rulebooks. Its description follows.
constexpr std::string_view to_fill_in = "FILL IN: ";

constexpr Credits max_allowance{100'000};
constexpr int max_term_days = 36'500;
constexpr int max_term_refreshes = 1'000;

/// One plan's figures in one rulebook from one date on (RULES section 1).
struct Terms {
    Day effective_from;
    Credits allowance;  ///< credits a month, of one seat
    Credits cap;        ///< of one seat; at least the allowance
    CapRule cap_rule{CapRule::stop};
    RefreshRule refresh{RefreshRule::calendar};
    std::optional<int> expiry_days;  ///< none: credits never expire
    int refund_window_days{90};
    WindowRule window_rule{WindowRule::elapsed};
    RefundExpiry refund_expiry{RefundExpiry::fresh};
    bool purchasable{false};
    std::optional<int> purchase_expiry_days;  ///< none: bought credits never expire
    bool pooled{false};                       ///< permits a pool
    RepeatRule repeat{RepeatRule::warn};
    std::optional<std::int64_t> price_minor;         ///< the plan's price a month, minor units of `currency`
    std::optional<std::int64_t> credit_price_minor;  ///< one bought credit, minor units of `currency`
    std::string currency;                            ///< ISO 4217
    std::string source;                              ///< who says so, and what other sources say
    /// Monthly lots expire this many refreshes after their own, instead of after expiry_days. None: after expiry_days.
    std::optional<int> expiry_refreshes;
    RepeatRefund repeat_refund{RepeatRefund::each};
    /// The channels that the plan's source calls free, each once. Only advice: a message is free if it was recorded as free.
    std::vector<Channel> free_channels{Channel::first_degree, Channel::open_profile, Channel::replied_thread};
    std::optional<ResponsePolicy> policy;
    /// The plan's handle if the row ships; empty otherwise. It is no term of a row: published prices are found by it.
    std::string shipped_for;

    /// The one list of terms, for `for_each_term`. Its order is that of keys in JSON, of columns, and of fields in a hash: a
    /// new term goes to the end. Reading, writing, comparing, checking, storing, showing and hashing follow from it.
    template <class F>
    static void list_terms(F&& f) {
        constexpr TermRange days{1, max_term_days, true};
        constexpr TermRange price{0, max_price_minor};
        f(Term("effective_from", &Terms::effective_from));
        f(Term("allowance", &Terms::allowance, {0, max_allowance.value}));
        f(Term("cap", &Terms::cap, {0, max_event_amount.value}));
        f(Term("cap_rule", &Terms::cap_rule));
        f(Term("refresh", &Terms::refresh));
        f(Term("expiry_days", &Terms::expiry_days, days));
        f(Term("refund_window_days", &Terms::refund_window_days, days));
        f(Term("window_rule", &Terms::window_rule));
        f(Term("refund_expiry", &Terms::refund_expiry));
        f(Term("purchasable", &Terms::purchasable));
        f(Term("purchase_expiry_days", &Terms::purchase_expiry_days, days));
        f(Term("pooled", &Terms::pooled));
        f(Term("repeat", &Terms::repeat));
        f(Term("price_minor", &Terms::price_minor, price));
        f(Term("credit_price_minor", &Terms::credit_price_minor, price));
        f(Term("currency", &Terms::currency));
        f(Term("source", &Terms::source));
        constexpr int version_2 = 2;
        f(Term("expiry_refreshes", &Terms::expiry_refreshes, {1, max_term_refreshes}, version_2));
        f(Term("repeat_refund", &Terms::repeat_refund, {}, version_2));
        f(Term("free_channels", &Terms::free_channels, {}, version_2));
        f(Term("policy", &Terms::policy, {}, version_2));
    }

    friend bool operator==(const Terms& a, const Terms& b);
};

/// Whether figures of a fold may follow from the term. None follow from a plan's price, its source, or advice.
template <class Value>
[[nodiscard]] constexpr bool moves_credits(const Term<Terms, Value>& term) {
    return !term.is(&Terms::price_minor) && !term.is(&Terms::credit_price_minor) && !term.is(&Terms::currency) &&
           !term.is(&Terms::source) && !term.is(&Terms::free_channels) && !term.is(&Terms::policy);
}

/// Calls `f(term)` for each term of a row, in the order of its list; `row.*term.member` is the figure.
template <class Row = Terms, class F>
void for_each_term(F&& f) {
    Row::list_terms(f);
}

template <class Row>
[[nodiscard]] bool same_terms(const Row& a, const Row& b) {
    bool same = true;
    for_each_term<Row>([&](const auto& term) { same = same && a.*term.member == b.*term.member; });
    return same;
}

/// Whether all terms newer than link version `version` have their default values.
template <class Row>
[[nodiscard]] bool has_only_terms_of(const Row& row, int version) {
    const Row lacking{};
    bool only = true;
    for_each_term<Row>([&](const auto& term) {
        if (term.since > version) only = only && row.*term.member == lacking.*term.member;
    });
    return only;
}

[[nodiscard]] ValueFlaw out_of_range(const char* name, const TermRange& range, bool may_be_null);

/// The first number of the row that lies outside its range; none if all are inside.
template <class Row>
[[nodiscard]] std::optional<ValueFlaw> range_flaw(const Row& row) {
    std::optional<ValueFlaw> flaw;
    const auto check = [&flaw](const auto& term, std::int64_t number, bool may_be_null) {
        const bool inside = term.range.least <= number && number <= term.range.most;
        if (!inside && !flaw) flaw = out_of_range(term.name, term.range, may_be_null);
    };
    for_each_term<Row>([&](const auto& term) {
        const auto& value = row.*term.member;
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, Credits>) {
            check(term, value.value, false);
        } else if constexpr (std::is_same_v<Value, int>) {
            check(term, value, false);
        } else if constexpr (std::is_same_v<Value, std::optional<int>> || std::is_same_v<Value, std::optional<std::int64_t>>) {
            if (value) check(term, *value, true);
        }
    });
    return flaw;
}

/// A row of terms with its names, as in a file of rulebooks.
struct NamedTerms {
    std::string rulebook;
    std::string plan;
    Terms terms;
    std::optional<Instant> recorded_at{};  ///< none for a row that ships
};

/// An edition of the rows that ship (RULES section 8).
struct Edition {
    RulebookId rulebook;  ///< none: of every rulebook
    int number{1};        ///< from 1 on; a rulebook without that edition has its latest
};

/// A rulebook with all its rows.
struct RulebookListing {
    std::string name;
    std::string title;
    int edition{0};                 ///< of the rows that ship; 0: none does
    bool shipped{true};             ///< false: holds rows that a user imported
    std::vector<NamedTerms> terms;  ///< by plan, then effective_from
};

/// What is wrong with one row of terms; none if it is sound.
[[nodiscard]] std::optional<ValueFlaw> flaw_of(const Terms& terms);

/// All rulebooks as known at one moment.
class Rulebooks {
  public:
    /// Adds a row. Rows of a plan may come in any order. Throws Defect for a second row of the same effective_from.
    void add(RulebookId rulebook, PlanId plan, Terms terms);

    [[nodiscard]] bool has(RulebookId rulebook, PlanId plan) const;
    /// Whether any rulebook has the plan.
    [[nodiscard]] bool has(PlanId plan) const;

    /// The terms in force at `t`; before the first effective_from the earliest row counts (RULES section 4). Throws Defect if the
    /// rulebook does not have the plan: check with `has` first.
    [[nodiscard]] const Terms& in_force(RulebookId rulebook, PlanId plan, Instant t) const;

    /// The rulebook of a stint on the plan that asks for or inherits `wanted`: the first of `wanted`, `fallback` and all others
    /// that has the plan. Throws Defect if none has.
    [[nodiscard]] RulebookId resolve(RulebookId wanted, RulebookId fallback, PlanId plan) const;

    /// The same among the rows of one plan. Throws Defect if there is none.
    [[nodiscard]] static const Terms& in_force(const std::vector<Terms>& rows, Instant t);

    /// All rows of a plan, earliest effective_from first; empty if there is none.
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
