#include "messages/suggestion_words.hpp"

#include <fmt/format.h>

#include "words.hpp"

namespace inmail::render {

std::optional<Money> credit_price_of(const ArchiveSuggestion& suggestion) {
    const std::int64_t credits = suggestion.credits.value;
    if (!suggestion.paid || credits == 0 || suggestion.paid->minor % credits != 0) return std::nullopt;
    return Money{suggestion.paid->minor / credits, suggestion.paid->currency};
}

std::string command_of(const ArchiveSuggestion& suggestion, const std::string& seat) {
    const std::string day = to_string(suggestion.day);
    if (suggestion.kind != EventKind::purchase)
        return fmt::format("inmail {} {} --plan {} --at {}", to_string(suggestion.kind), seat, suggestion.plan, day);
    std::string command = fmt::format("inmail buy {} {} --at {}", seat, suggestion.credits.value, day);
    if (const auto price = credit_price_of(suggestion))
        command += fmt::format(" --price {} --currency {}", to_decimal(*price), price->currency);
    return command;
}

std::string suggestion_words(const ArchiveSuggestion& suggestion, const std::string& seat) {
    const std::string day = to_string(suggestion.day);
    std::string what;
    if (suggestion.kind == EventKind::purchase) {
        what = fmt::format("{} bought on {}", counted(suggestion.credits.value, "credit"), day);
        if (suggestion.paid) what += fmt::format(" for {} {}", to_decimal(*suggestion.paid), suggestion.paid->currency);
    } else if (suggestion.since_registration) {
        what = fmt::format("the plan {}, of an account registered on {}; correct the date if the plan began later",
                           suggestion.plan, day);
    } else {
        what = fmt::format("the plan {}, first paid for on {}", suggestion.plan, day);
    }
    return fmt::format("not recorded: {} ({}, line {}): `{}`", what, suggestion.file, suggestion.line,
                       command_of(suggestion, seat));
}

}  // namespace inmail::render
