#include "messages/brief_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

/// "send", "2 sends"
std::string kind_words(EventKind kind, std::int64_t count) {
    const std::string name{to_string(kind)};
    if (count == 1) return name;
    const std::string plural = kind == EventKind::reply ? "replies" : kind == EventKind::switch_plan ? "switches" : name + "s";
    return fmt::format("{} {}", count, plural);
}

const char* word_before_person(EventKind kind) {
    return kind == EventKind::reply ? "from" : kind == EventKind::bounce ? "of" : "to";
}

std::string account_of(const EventRecord& event) { return for_terminal(event.seat.empty() ? "pool:" + event.pool : event.seat); }

/// "send to jane-doe", "purchase of ana (10)"
std::string one_event(const EventRecord& event) {
    const std::string kind = kind_words(event.kind, 1);
    if (!event.prospect.empty())
        return fmt::format("{} {} {}", kind, word_before_person(event.kind), for_terminal(event.prospect));
    std::string words = fmt::format("{} of {}", kind, account_of(event));
    if (event.amount) words += fmt::format(" ({})", event.amount->value);
    if (!event.plan.empty()) words += fmt::format(" ({})", for_terminal(event.plan));
    return words;
}

/// "2 sends to jane-doe and john-roe"; empty where they are not of one kind, or too many.
std::string with_each_person(const app::EventsInBrief& events) {
    const auto& [kind, count] = *events.by_kind.begin();
    const bool are_few = events.by_kind.size() == 1 && count == static_cast<std::int64_t>(events.first.size());
    if (!are_few || events.first.front().prospect.empty()) return {};
    std::vector<std::string> people;
    for (const auto& event : events.first) people.push_back(for_terminal(event.prospect));
    return fmt::format("{} {} {}", kind_words(kind, count), word_before_person(kind), enumeration(people));
}

}  // namespace

std::string brief_words(const app::EventsInBrief& events, const Display& display) {
    if (events.empty()) return "nothing";
    const Instant at = events.first.front().at;
    const bool is_one = events.by_kind.size() == 1 && events.by_kind.begin()->second == 1;
    if (is_one) return one_event(events.first.front()) + ", " + recent_words(at, display);
    if (const auto people = with_each_person(events); !people.empty()) {
        const bool at_once = std::all_of(events.first.begin(), events.first.end(), [at](const auto& e) { return e.at == at; });
        return at_once ? people + ", " + recent_words(at, display) : people;
    }
    std::vector<std::string> kinds;
    for (const auto& [kind, count] : events.by_kind)
        kinds.push_back(count == 1 ? "1 " + kind_words(kind, count) : kind_words(kind, count));
    return enumeration(kinds);
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
