#include "messages/brief_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

/// "send", "2 sends"
std::string kind_words(EventKind kind, std::int64_t count) {
    std::string name{to_string(kind)};
    if (count == 1) return name;
    const std::string plural = kind == EventKind::reply ? "replies" : kind == EventKind::switch_plan ? "switches" : name + "s";
    return fmt::format("{} {}", count, plural);
}

const char* word_before_person(EventKind kind) {
    return kind == EventKind::reply ? "from" : kind == EventKind::bounce ? "of" : "to";
}

/// Empty: the event names none.
std::string account_of(const EventRecord& event) {
    if (event.seat.empty() && event.pool.empty()) return {};
    return for_terminal(event.seat.empty() ? "pool:" + event.pool : event.seat);
}

/// "send to jane-doe", "purchase of ana (10)"
std::string one_event(const EventRecord& event) {
    const std::string kind = kind_words(event.kind, 1);
    if (!event.prospect.empty())
        return fmt::format("{} {} {}", kind, word_before_person(event.kind), for_terminal(event.prospect));
    const std::string account = account_of(event);
    std::string words = account.empty() ? kind : fmt::format("{} of {}", kind, account);
    if (event.amount) words += fmt::format(" ({})", event.amount->value);
    if (!event.plan.empty()) words += fmt::format(" ({})", for_terminal(event.plan));
    return words;
}

/// "send to jane-doe", "7 sends to jane-doe, john-roe, li-wei and 4 more", "2 limits of ana"
std::string alike_words(EventKind kind, const app::EventsInBrief::OfOneKind& alike) {
    if (alike.count == 1) return one_event(alike.first.front());
    const bool name_people = !alike.first.front().prospect.empty();
    std::vector<std::string> names;
    for (const auto& event : alike.first) {
        std::string name = name_people ? for_terminal(event.prospect) : account_of(event);
        if (name.empty()) return kind_words(kind, alike.count);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    const auto more = alike.count - static_cast<std::int64_t>(alike.first.size());
    if (more > 0) names.push_back(fmt::format("{} more", more));
    return fmt::format("{} {} {}", kind_words(kind, alike.count), name_people ? word_before_person(kind) : "of",
                       enumeration(names));
}

}  // namespace

std::string brief_words(const app::EventsInBrief& events, const Display& display) {
    if (events.empty()) return "nothing";
    std::vector<std::string> kinds;
    for (const auto& [kind, alike] : events.by_kind) kinds.push_back(alike_words(kind, alike));
    if (kinds.size() > 1) return fmt::format("{}", fmt::join(kinds, "; "));
    const auto& [count, first] = events.by_kind.begin()->second;
    const Instant at = first.front().at;
    const bool all_seen = count == static_cast<std::int64_t>(first.size());
    const bool at_once = all_seen && std::all_of(first.begin(), first.end(), [at](const auto& e) { return e.at == at; });
    return at_once ? kinds.front() + ", " + recent_words(at, display) : kinds.front();
}

std::string accounts_words(const app::EventsInBrief& events) {
    constexpr std::size_t most_named = 2;
    if (events.accounts.size() > most_named) return fmt::format("{} accounts", events.accounts.size());
    return for_terminal(fmt::format("{}", fmt::join(events.accounts, ", ")));
}

std::vector<std::string> changes_words(const EventRecord& before, const EventRecord& after, const Display& display) {
    std::vector<std::string> changes;
    const auto add = [&changes](const char* what, const std::string& from, const std::string& to) {
        if (from == to) return;
        if (from.empty())
            changes.push_back(fmt::format("{} {}", what, for_terminal(to)));
        else
            changes.push_back(fmt::format("{} from {} to {}", what, for_terminal(from), to.empty() ? "none" : for_terminal(to)));
    };
    const auto number = [](const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : std::string(); };
    const auto channel = [](const EventRecord& e) { return e.channel ? std::string(to_string(*e.channel)) : std::string(); };
    const auto outcome = [](const EventRecord& e) { return e.outcome ? std::string(to_string(*e.outcome)) : std::string(); };
    add("time", recent_words(before.at, display), recent_words(after.at, display));
    add("seat", before.seat, after.seat);
    add("prospect", before.prospect, after.prospect);
    add("campaign", before.campaign, after.campaign);
    add("channel", channel(before), channel(after));
    add("outcome", outcome(before), outcome(after));
    add("thread", before.thread, after.thread);
    add("chars", number(before.chars), number(after.chars));
    add("note", before.note, after.note);
    return changes;
}

}  // namespace inmail::render
