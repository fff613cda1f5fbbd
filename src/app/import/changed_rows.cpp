#include "import/changed_rows.hpp"

#include <map>
#include <optional>
#include <utility>

#include "import/pairing.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/chain/row_key.hpp"

namespace inmail::app {
namespace {

constexpr Duration any_gap = last_instant - first_instant;

Instant time_of(const EventRecord& record) { return record.bare_date.value_or(record.at); }

Duration gap_between(const EventRecord& row, const EventRecord& event) {
    const Instant time = time_of(row);
    return time < event.at ? event.at - time : time - event.at;
}

}  // namespace

ChangedRows::ChangedRows(const std::vector<const EventRecord*>& rows, const std::vector<RecordedEvent>& events,
                         std::vector<bool> is_left_alone)
    : rows_(rows),
      events_(events),
      is_left_alone_(std::move(is_left_alone)),
      is_taken_(events.size()),
      pairs_(rows.size(), nullptr) {}

std::array<std::string, 3> ChangedRows::subjects_of(const EventRecord& record) {
    const std::string kind{to_string(record.kind)};
    const std::string account = kind + (record.seat.empty() ? "\npool\n" + record.pool : "\nseat\n" + record.seat);
    const std::string date = std::to_string(day_of(time_of(record)).value);
    const std::string person = record.prospect.empty() ? std::string() : key_today(record.prospect);
    const std::string what = person.empty() && record.amount ? std::to_string(record.amount->value) : person;
    const std::string of_another_seat = what.empty() ? what : kind + "\nwhat\n" + what + '\n' + date;
    return {account + '\n' + person, of_another_seat, account + "\ndate\n" + date};
}

std::vector<const RecordedEvent*> ChangedRows::run() {
    for (std::size_t subject = 0; subject < std::tuple_size_v<decltype(subjects_of({}))>; ++subject) pair_by(subject);
    return std::move(pairs_);
}

void ChangedRows::pair_by(std::size_t subject) {
    using Places = std::vector<std::size_t>;
    std::map<std::string, std::pair<Places, Places>> groups;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (pairs_[i] == nullptr) groups[subjects_of(*rows_[i])[subject]].first.push_back(i);
    }
    for (std::size_t i = 0; i < events_.size(); ++i) {
        if (!is_taken_[i]) groups[subjects_of(events_[i])[subject]].second.push_back(i);
    }
    for (const auto& [what, group] : groups) {
        if (what.empty()) continue;
        // An event at a row's very time is that row's, and no other takes it.
        for (const Duration most : {Duration{0}, any_gap}) pair(group.first, group.second, most, subject);
    }
}

void ChangedRows::pair(const std::vector<std::size_t>& rows, const std::vector<std::size_t>& events, Duration most,
                       std::size_t subject) {
    for (const std::size_t row : rows) {
        if (pairs_[row] != nullptr) continue;
        std::optional<std::size_t> nearest;
        for (const std::size_t event : events) {
            if (!may_pair(row, event, most, subject)) continue;
            if (!nearest || gap_between(*rows_[row], events_[event]) < gap_between(*rows_[row], events_[*nearest]))
                nearest = event;
        }
        if (!nearest) continue;
        is_taken_[*nearest] = true;
        pairs_[row] = &events_[*nearest];
    }
}

bool ChangedRows::may_pair(std::size_t row, std::size_t event, Duration most, std::size_t subject) const {
    if (is_taken_[event]) return false;
    if (!rows_[row]->key_is_derived && !RowKey::is_one(events_[event].key)) return false;
    const Duration gap = gap_between(*rows_[row], events_[event]);
    if (is_left_alone_[event] && (subject > 0 || gap > most_apart)) return false;
    return gap <= most;
}

}  // namespace inmail::app
