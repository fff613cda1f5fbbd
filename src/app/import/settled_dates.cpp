#include "import/settled_dates.hpp"

#include <algorithm>
#include <utility>

#include "record/bare_dates.hpp"

namespace inmail::app {
namespace {

std::string send_key(const EventRecord& record) {
    return record.seat + '\n' + record.prospect + '\n' + std::to_string(day_of(record.at).value);
}

SettledDates::Place place_of(const EventRecord& record) {
    const bool is_pool = record.seat.empty();
    return {is_pool, is_pool ? record.pool : record.seat, start_of(day_of(record.at))};
}

}  // namespace

Instant SettledDates::settle(const EventRecord& record) {
    if (!stands_at_bare_date(record)) return record.at;
    const Instant sent = is_answer(record.kind) ? send_of(record) : record.at;
    return sent == record.at ? start_of_place(record) : sent;
}

Instant SettledDates::send_of(const EventRecord& record) {
    const std::string key = send_key(record);
    Instant latest = latest_send_on(store_, record.seat, record.prospect, record.at).value_or(record.at);
    const auto known = known_.sends.find(key);
    if (known != known_.sends.end()) latest = std::max(latest, known->second);
    const auto [used, is_new] = used_sends_.emplace(key, latest);
    if (!is_new) used->second = std::min(used->second, latest);
    return latest;
}

Instant SettledDates::start_of_place(const EventRecord& record) {
    learn_plan_changes();
    const Place place = place_of(record);
    const auto used = used_starts_.find(place);
    if (used != used_starts_.end()) return used->second;
    const auto known = known_.starts.find(place);
    return used_starts_[place] = known == known_.starts.end() ? computed(place) : known->second;
}

Instant SettledDates::computed(const Place& place) {
    if (changes_.count(place) == 0) return place.midnight;
    const auto id = store_.ids_of(place.is_pool ? NameKind::pool : NameKind::seat, {place.name}).front();
    if (id == 0) return place.midnight;
    const auto subject = place.is_pool ? AccountId::of(PoolId{id}) : AccountId::of(SeatId{id});
    return start_on(store_, subject, place.midnight, now_).value_or(place.midnight);
}

void SettledDates::learn_plan_changes() {
    if (std::exchange(learnt_, true)) return;
    store_.read({}, [&](const Event& event) {
        if (!starts_stint(event.kind()) || begins_utc_date(event.at)) return;
        const bool is_pool = is_none(event.seat);
        changes_.insert({is_pool, is_pool ? store_.name_of(event.pool) : store_.name_of(event.seat), start_of(day_of(event.at))});
    });
}

void SettledDates::appended(const EventRecord& record) {
    if (learnt_ && starts_stint(record.kind) && !begins_utc_date(record.at)) changes_.insert(place_of(record));
    if (record.kind != EventKind::send || used_sends_.empty()) return;
    const std::string key = send_key(record);
    const auto used = used_sends_.find(key);
    if (used == used_sends_.end() || used->second >= record.at) return;
    const auto [late, is_new] = late_sends_.emplace(key, record.at);
    if (!is_new) late->second = std::max(late->second, record.at);
}

SettledDates::Known SettledDates::findings() {
    Known found = known_;
    for (const auto& [key, at] : late_sends_) found.sends[key] = at;
    for (const auto& [place, used] : used_starts_) {
        if (const Instant right = computed(place); right != used) found.starts[place] = right;
    }
    return found;
}

}  // namespace inmail::app
