#include "import/recorded_before.hpp"

#include <algorithm>

#include "inmail/core/event.hpp"
#include "key_family.hpp"

namespace inmail::app {

void RecordedBefore::add(std::int64_t line, std::string key) {
    // A question costs a round trip on a server.
    constexpr std::size_t keys_at_once = 10'000;
    if (key.empty()) return;  // it would be derived
    lines_.push_back(line);
    keys_.push_back(std::move(key));
    if (keys_.size() == keys_at_once) ask();
}

void RecordedBefore::add_row_key(std::int64_t line, const std::string& key) {
    for (const EventKind kind : {EventKind::send, EventKind::reply, EventKind::bounce})
        add(line, key + ":" + std::string(to_string(kind)));
    add(line, key + ":1");
    add(line, key);
}

void RecordedBefore::ask() {
    const auto events = ledger_.find_events(keys_);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!events[i] || events[i]->id > last_before_) continue;
        const auto in_force = events[i]->voided() ? event_meant(ledger_, keys_[i]) : events[i];
        if (in_force && !in_force->voided()) found_.emplace_back(lines_[i], fingerprint_of(keys_[i]));
    }
    keys_.clear();
    lines_.clear();
}

std::vector<std::int64_t> RecordedBefore::find() {
    ask();
    std::sort(found_.begin(), found_.end());
    std::vector<std::int64_t> lines;
    for (const auto& [line, key] : found_) {
        if ((lines.empty() || lines.back() != line) && !kept_.contains(key)) lines.push_back(line);
    }
    return lines;
}

}  // namespace inmail::app
