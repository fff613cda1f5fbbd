#include "messages/suggestion_words.hpp"

#include <fmt/format.h>

#include "inmail/app/faults.hpp"
#include "inmail/render/errors.hpp"
#include "words.hpp"

namespace inmail::render {

std::optional<Money> credit_price_of(const ArchiveSuggestion& suggestion) {
    const std::int64_t credits = suggestion.credits.value;
    if (!suggestion.paid || credits == 0 || suggestion.paid->minor % credits != 0) return std::nullopt;
    return Money{suggestion.paid->minor / credits, suggestion.paid->currency};
}

std::string command_of(const ArchiveSuggestion& suggestion) {
    // What was bought on a plan that sells nothing is a fact all the same.
    const bool is_forced = suggestion.refused && std::holds_alternative<app::refusal::CannotBuy>(*suggestion.refused);
    if (suggestion.refused && !is_forced) return {};
    const std::string& seat = suggestion.seat;
    const std::string day = to_string(suggestion.day);
    if (suggestion.kind != EventKind::purchase)
        return fmt::format("inmail {} {} --plan {} --at {}", to_string(suggestion.kind), seat, suggestion.plan, day);
    std::string command = fmt::format("inmail buy {} {} --at {}", seat, suggestion.credits.value, day);
    if (const auto price = credit_price_of(suggestion))
        command += fmt::format(" --price {} --currency {}", to_decimal(*price), price->currency);
    return command + (is_forced ? " --force" : "");
}

std::string suggestion_words(const ArchiveSuggestion& suggestion, const Display& display) {
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
    if (suggestion.is_beside) what = "a second subscription, " + what;
    const std::string command = command_of(suggestion);
    std::string next = suggestion.refused ? words_of(app::Refused(*suggestion.refused), display).what : std::string();
    if (!command.empty()) next += (next.empty() ? "`" : "; `") + command + "`";
    return fmt::format("not recorded: {} ({}, line {}): {}", what, suggestion.file, suggestion.line, next);
}

}  // namespace inmail::render
