#include "key_family.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {
namespace {

constexpr char before_number = '~';

std::string member_key(const std::string& first, std::size_t number) {
    return number == 1 ? first : first + before_number + std::to_string(number);
}

}  // namespace

std::string_view first_of_family(std::string_view key) {
    constexpr std::string_view digits = "0123456789";
    const auto mark = key.rfind(before_number);
    if (mark == std::string_view::npos || mark == 0) return key;
    const std::string_view number = key.substr(mark + 1);
    const bool is_number = !number.empty() && number.find_first_not_of(digits) == std::string_view::npos && number.front() != '0';
    return is_number && number != "1" ? key.substr(0, mark) : key;
}

std::string key_before(std::string_view key) {
    const std::string first{first_of_family(key)};
    if (first == key) return {};
    const auto number = whole_number(key.substr(first.size() + 1));
    return number ? member_key(first, static_cast<std::size_t>(*number - 1)) : std::string();
}

EventId first_event_of_family(Reader& ledger, const RecordedEvent& event) {
    const std::string_view first = first_of_family(event.key);
    if (first == event.key) return event.id;
    const auto found = ledger.find_event(first);
    return found ? found->id : event.id;
}

TakenBack how_taken_back(Reader& ledger, const RecordedEvent& voided) {
    ensure(voided.voided(), "only what was taken back was taken back somehow");
    const auto by = ledger.find_event(voided.voided_by);
    ensure(by.has_value(), "a void is an event of the ledger");
    if (by->note == note_of_gone_row) return TakenBack::gone;
    if (by->note == note_of_ordinary_message) return TakenBack::ordinary;
    if (begins_with(by->note, note_of_replacement)) return TakenBack::replaced;
    return takes_back_batch(ledger, *by) ? TakenBack::with_batch : TakenBack::by_itself;
}

KeyFamily::KeyFamily(Reader& ledger, std::string key) : first_(std::move(key)) {
    auto member = ledger.find_event(first_);
    if (const std::string first{first_of_family(first_)}; first != first_) {
        // A key may look like K~2 by chance.
        auto found = ledger.find_event(first);
        if (found) {
            first_ = first;
            member = std::move(found);
        }
    }
    while (member) {
        members_.push_back(std::move(*member));
        member = ledger.find_event(member_key(first_, members_.size() + 1));
    }
}

const RecordedEvent* KeyFamily::in_force() const {
    const auto found = std::find_if(members_.rbegin(), members_.rend(), [](const auto& event) { return !event.voided(); });
    return found == members_.rend() ? nullptr : &*found;
}

const RecordedEvent* KeyFamily::after(const std::string& key) const {
    const auto found = std::find_if(members_.begin(), members_.end(), [&key](const auto& event) { return event.key == key; });
    return found == members_.end() || std::next(found) == members_.end() ? nullptr : &*std::next(found);
}

std::vector<TakenBack> KeyFamily::ways_taken_back(Reader& ledger) const {
    std::vector<TakenBack> ways;
    for (const RecordedEvent& event : members_) {
        if (event.voided()) ways.push_back(how_taken_back(ledger, event));
    }
    return ways;
}

std::string KeyFamily::next_key() const { return member_key(first_, members_.size() + 1); }

std::optional<RecordedEvent> event_meant(Reader& ledger, const std::string& key) {
    auto event = ledger.find_event(key);
    if (!event || !event->voided()) return event;
    const KeyFamily family(ledger, key);
    if (const RecordedEvent* in_force = family.in_force()) return *in_force;
    return event;
}

namespace {

/// The last record for an event that was taken back: in its family, or in that of its replacement, and so on.
RecordedEvent last_version(Reader& ledger, RecordedEvent event) {
    std::set<EventId> seen;
    while (event.voided() && seen.insert(event.id).second) {
        const KeyFamily own(ledger, event.key);
        if (const RecordedEvent* in_force = own.in_force()) return *in_force;
        event = own.last();
        if (how_taken_back(ledger, event) != TakenBack::replaced) break;
        const auto by = ledger.find_event(event.voided_by);
        const auto replacement = ledger.find_event(std::string_view(by->note).substr(note_of_replacement.size()));
        if (!replacement) break;
        const KeyFamily family(ledger, replacement->key);
        event = family.in_force() != nullptr ? *family.in_force() : family.last();
    }
    return event;
}

}  // namespace

std::optional<RecordedEvent> stand_in_of(Reader& ledger, const RecordedEvent& taken_back) {
    auto last = last_version(ledger, taken_back);
    return last.voided() ? std::nullopt : std::optional{std::move(last)};
}

KeyStanding standing_of_key(Reader& ledger, const std::string& key) {
    using What = KeyStanding::What;
    auto event = ledger.find_event(key);
    if (!event) return {};
    const EventId first = event->id;
    if (!event->voided()) return {What::in_force, first, std::move(event), {}};
    const KeyFamily family(ledger, key);
    if (const RecordedEvent* in_force = family.in_force()) return {What::in_force, first, *in_force, {}};
    const std::vector<TakenBack> ways = family.ways_taken_back(ledger);
    KeyStanding standing{What::undone, first, family.last(), family.next_key()};
    const TakenBack last_way = ways.back();
    if (last_way == TakenBack::replaced) {
        // What replaced it may have gone with its batch since.
        const RecordedEvent last = last_version(ledger, family.last());
        const bool is_left = !last.voided() || how_taken_back(ledger, last) == TakenBack::by_itself;
        if (is_left) standing.what = What::replaced;
        return standing;
    }
    if (last_way == TakenBack::gone) return standing;
    if (last_way == TakenBack::ordinary) {
        standing.what = What::replaced;
        return standing;
    }
    if (std::count(ways.begin(), ways.end(), TakenBack::by_itself) > 0) standing.what = What::voided;
    return standing;
}

bool tells_replaced_event(Reader& ledger, const EventRecord& row) {
    const KeyFamily family(ledger, row.key);
    return std::any_of(family.members().begin(), family.members().end(), [&](const RecordedEvent& member) {
        const bool is_same = same_content(row, member) && same_but_for_notes(row, member);
        return is_same && member.voided() && how_taken_back(ledger, member) == TakenBack::replaced;
    });
}

}  // namespace inmail::app
