#include "postgres/row_answers.hpp"

#include "inmail/chain/prospect_key.hpp"
#include "postgres/event_reader.hpp"
#include "postgres/lookups.hpp"

namespace inmail::store::postgres {

RowAnswers::RowAnswers(Connection& connection, const RowsAhead& rows)
    : keys_(rows.keys.begin(), rows.keys.end()),
      prospects_(rows.prospects.begin(), rows.prospects.end()),
      people_(rows.prospects.begin(), rows.prospects.end()) {
    const std::vector<std::string> prospects(prospects_.begin(), prospects_.end());
    const auto answers =
        connection.ask_all({keys_question(rows.keys),
                            spellings_question(prospects),
                            {"SELECT p.id, p.name FROM prospect AS p WHERE p.name = ANY ($1::text[])", {prospects}}});
    for (RecordedEvent& event : records_of(answers[0])) {
        const std::string key = event.key;
        events_.emplace(key, std::move(event));
    }
    spellings_ = postgres::spellings_of(answers[1]);
    for (int row = 0; row < answers[2].rows(); ++row) ids_[answers[2].string(row, 1)] = answers[2].id(row, 0);
}

void RowAnswers::forget_what_changes(const EventRecord& appended) {
    keys_.erase(appended.key);
    if (!appended.ref.empty()) keys_.erase(appended.ref);
    const std::string& prospect = appended.prospect;
    if (prospect.empty() || ids_.count(prospect) != 0 || !new_prospects_.insert(prospect).second) return;
    prospects_.erase(prospect);
    if (const std::string key = key_today(prospect); key != prospect) people_.erase(key);
}

std::optional<std::vector<std::optional<RecordedEvent>>> RowAnswers::find_events(const std::vector<std::string>& keys) const {
    std::vector<std::optional<RecordedEvent>> found;
    for (const std::string& key : keys) {
        if (keys_.count(key) == 0) return std::nullopt;
        const auto event = events_.find(key);
        found.push_back(event == events_.end() ? std::nullopt : std::optional{event->second});
    }
    return found;
}

std::optional<std::vector<std::string>> RowAnswers::spellings_of(const std::string& key) const {
    if (people_.count(key) == 0) return std::nullopt;
    const auto found = spellings_.find(key);
    return found == spellings_.end() ? std::vector<std::string>{} : found->second;
}

std::optional<std::vector<std::uint32_t>> RowAnswers::ids_of_prospects(const std::vector<std::string>& names) const {
    std::vector<std::uint32_t> ids;
    for (const std::string& name : names) {
        if (prospects_.count(name) == 0) return std::nullopt;
        const auto found = ids_.find(name);
        ids.push_back(found == ids_.end() ? 0 : found->second);
    }
    return ids;
}

}  // namespace inmail::store::postgres
