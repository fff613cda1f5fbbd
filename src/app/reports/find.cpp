#include "inmail/app/reports/find.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "events_by_id.hpp"
#include "in_force.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/text/words.hpp"

namespace inmail::app {
namespace {

/// The messages with one of the people; of these texts too, unless the text is empty.
std::vector<EventId> messages_about(Reader& ledger, const std::vector<std::string>& people, const std::string& text) {
    std::set<std::uint32_t> prospects;
    for (const std::uint32_t id : ledger.ids_of(NameKind::prospect, people)) prospects.insert(id);
    const auto holds = [&text](const std::string& where) {
        return !where.empty() && without_accents(where).find(text) != std::string::npos;
    };
    std::vector<EventId> found;
    ledger.read_message_texts(std::nullopt, [&](const MessageText& message) {
        const bool is_with = prospects.count(message.prospect.value) != 0;
        const bool is_about = !text.empty() && (holds(message.campaign) || holds(message.thread) || holds(message.note));
        if (is_with || is_about) found.push_back(message.event);
    });
    return found;
}

}  // namespace

FindReport find_messages(Reader& ledger, const FindQuery& query) {
    FindReport report;
    report.text = query.text.text;
    std::vector<std::string> people;
    std::vector<std::string> nearly_so_called;
    for (const auto& [fit, prospects] : people_like(ledger, query.text, NameFit::typo)) {
        auto& found = fit == NameFit::typo ? nearly_so_called : people;
        found.insert(found.end(), prospects.begin(), prospects.end());
    }
    if (!query.text.spellings.empty()) {
        const auto meant = people_fitting(ledger, query.text).front().prospects;
        people.insert(people.end(), meant.begin(), meant.end());
    }
    auto ids = messages_about(ledger, people, without_accents(query.text.text));
    if (ids.empty() && !nearly_so_called.empty()) ids = messages_about(ledger, nearly_so_called, {});
    read_by_id(ledger, ids, [&](RecordedEvent&& event) {
        if (event.at <= query.as_of && is_in_force(ledger, event, query.known_at)) report.events.push_back(std::move(event));
    });
    std::stable_sort(report.events.begin(), report.events.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    if (report.events.empty())
        report.nearest = nearest_person(ledger, query.text.text);
    else
        report.people = seat_people(ledger, query.as_of, query.known_at);
    return report;
}

}  // namespace inmail::app
