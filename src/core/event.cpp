#include "inmail/core/event.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace inmail {
namespace {

constexpr std::array<std::string_view, event_kind_count> kind_names{"subscribe", "switch",   "cancel", "assign",   "limit",
                                                                    "send",      "reply",    "bounce", "purchase", "adjust",
                                                                    "observe",   "rollover", "void",   "reassign"};
constexpr std::array<std::string_view, channel_count> channel_names{
    "inmail",    "open-profile", "first-degree", "open-to-work",       "replied-thread", "connection-note",
    "applicant", "group",        "coworker",     "connection-request", "email",          "phone"};
constexpr std::array<std::string_view, outcome_count> outcome_names{"accepted", "declined", "quick", "auto"};
constexpr std::array<std::string_view, billing_count> billing_names{"monthly", "annual"};

template <class Enum, std::size_t N>
std::optional<Enum> parse_name(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto it = std::find(names.begin(), names.end(), text);
    if (it == names.end()) return std::nullopt;
    return static_cast<Enum>(it - names.begin());
}

struct FigureName {
    std::string_view name;
    Credits CloseFigures::*figure;
};
constexpr std::array<FigureName, 5> figure_names{{{"allotted", &CloseFigures::allotted},
                                                  {"granted", &CloseFigures::granted},
                                                  {"forfeited", &CloseFigures::forfeited},
                                                  {"expired", &CloseFigures::expired},
                                                  {"available", &CloseFigures::available}}};

}  // namespace

std::string_view to_string(EventKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }
std::string with_article(EventKind kind) {
    const std::string_view name = to_string(kind);
    const bool vowel = std::string_view("aeiou").find(name.front()) != std::string_view::npos;
    return fmt::format("{} {}", vowel ? "an" : "a", name);
}
std::string_view to_string(Channel channel) { return channel_names.at(static_cast<std::size_t>(channel)); }
std::string_view to_string(Outcome outcome) { return outcome_names.at(static_cast<std::size_t>(outcome)); }
std::string_view to_string(Billing billing) { return billing_names.at(static_cast<std::size_t>(billing)); }
std::optional<EventKind> parse_event_kind(std::string_view text) { return parse_name<EventKind>(kind_names, text); }
std::optional<Channel> parse_channel(std::string_view text) { return parse_name<Channel>(channel_names, text); }
std::optional<Outcome> parse_outcome(std::string_view text) { return parse_name<Outcome>(outcome_names, text); }
std::optional<Billing> parse_billing(std::string_view text) { return parse_name<Billing>(billing_names, text); }

std::string to_string(const CloseFigures& figures) {
    std::string text;
    for (const auto& [name, figure] : figure_names) {
        text += fmt::format("{}{}={}", text.empty() ? "" : ";", name, (figures.*figure).value);
    }
    return text;
}

std::optional<CloseFigures> parse_close_figures(std::string_view text) {
    CloseFigures figures;
    std::string_view rest = text;
    for (const auto& [name, figure] : figure_names) {
        const std::string_view part = rest.substr(0, rest.find(';'));
        const auto equals = part.find('=');
        if (equals == std::string_view::npos || part.substr(0, equals) != name) return std::nullopt;
        const std::string_view digits = part.substr(equals + 1);
        Credits& value = figures.*figure;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value.value);
        if (error != std::errc{} || end != digits.data() + digits.size() || value < no_credits) return std::nullopt;
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    }
    // The hash of a close holds its numbers, not their spelling, so another spelling would go unnoticed.
    if (to_string(figures) != text) return std::nullopt;
    return figures;
}

FoldStep fold_step_of(EventKind kind, bool names_only_pool, bool negative_amount) {
    switch (kind) {
        case EventKind::subscribe:
        case EventKind::switch_plan:
            return names_only_pool ? FoldStep::pool_plan : FoldStep::seat_plan;
        case EventKind::assign:
        case EventKind::reassign:
            return FoldStep::seat_plan;
        case EventKind::limit:
        case EventKind::purchase:
            return FoldStep::purchase;
        case EventKind::adjust:
            return negative_amount ? FoldStep::adjust_down : FoldStep::purchase;
        case EventKind::send:
            return FoldStep::send;
        case EventKind::reply:
        case EventKind::bounce:
            return FoldStep::reply;
        case EventKind::observe:
        case EventKind::rollover:
        case EventKind::void_event:
            return FoldStep::observe;
        case EventKind::cancel:
            return names_only_pool ? FoldStep::pool_cancel : FoldStep::seat_cancel;
    }
    return FoldStep::observe;
}

FoldStep fold_step_of(const Event& event) {
    const auto* adjust = std::get_if<Event::Adjust>(&event.payload);
    return fold_step_of(event.kind(), is_none(event.seat), adjust != nullptr && adjust->amount < no_credits);
}

bool fold_before(const Event& a, const Event& b) {
    if (a.at != b.at) return a.at < b.at;
    const FoldStep step_a = fold_step_of(a);
    const FoldStep step_b = fold_step_of(b);
    if (step_a != step_b) return step_a < step_b;
    return a.key < b.key;
}

}  // namespace inmail
