#include "import/other_sources.hpp"

#include "import/licence.hpp"
#include "import/pairing.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "key_family.hpp"

namespace inmail::app {
namespace {

bool is_message(const EventRecord& row) {
    const bool is_message = row.kind == EventKind::send || is_answer(row.kind);
    return is_message && !row.seat.empty() && !row.prospect.empty();
}

bool has_only_date(const EventRecord& row) { return row.bare_date || begins_utc_date(row.at); }

}  // namespace

OtherSources::OtherSources(Reader& ledger, const io::Zone& zone, Instant now, std::string own_command)
    : ledger_(ledger), zone_(zone), now_(now), own_command_(std::move(own_command)), last_before_(ledger.extent().last_event) {}

OtherSources::SeatMessages& OtherSources::messages_of(const std::string& handle) {
    const auto known = messages_.find(handle);
    if (known != messages_.end()) return known->second;
    SeatMessages& messages =
        messages_.emplace(handle, SeatMessages{KnownMessages(ledger_, Licence(ledger_, handle, now_)), {}, {}}).first->second;
    for (const KnownMessage& message : messages.known.archived()) {
        if (message.id <= last_before_) messages.archived[{message.kind, message.person}].push_back(&message);
    }
    for (const KnownMessage& message : messages.known.logged()) {
        const bool is_in_force = message.replaced_by.empty();
        if (is_in_force && message.id <= last_before_) messages.logged[{message.kind, message.person}].push_back(&message);
    }
    return messages;
}

std::optional<RecordedEvent> OtherSources::take(const KnownMessage& message) {
    auto event = ledger_.find_event(message.id);
    ensure(event.has_value(), "an event that was read is found");
    if (ledger_.command_of(event->batch) == own_command_) return std::nullopt;
    taken_.insert(message.id);
    return event;
}

std::optional<RecordedEvent> OtherSources::in_same_second(const EventRecord& row) {
    if (!is_message(row) || has_only_date(row)) return std::nullopt;
    SeatMessages& messages = messages_of(row.seat);
    const std::pair subject(row.kind, key_today(row.prospect));
    for (auto* by_subject : {&messages.archived, &messages.logged}) {
        const auto found = by_subject->find(subject);
        if (found == by_subject->end()) continue;
        for (const KnownMessage* message : found->second) {
            if (!in_one_second(message->at, row.at) || taken_.count(message->id) != 0) continue;
            if (auto event = take(*message)) return event;
        }
    }
    return std::nullopt;
}

const KnownMessage* OtherSources::find_on_day(const EventRecord& row) {
    if (!is_message(row) || !has_only_date(row)) return nullptr;
    SeatMessages& messages = messages_of(row.seat);
    const auto found = messages.archived.find({row.kind, key_today(row.prospect)});
    if (found == messages.archived.end()) return nullptr;
    const PossibleTime day = time_of_date(zone_, day_of(row.bare_date.value_or(row.at)));
    for (const KnownMessage* message : found->second) {
        const bool is_that_day = day.from <= message->at && message->at <= day.to;
        if (is_that_day && taken_.count(message->id) == 0 && !messages.known.stands_for_logged(message->key)) return message;
    }
    return nullptr;
}

std::optional<std::string> OtherSources::person_in(const std::string& seat, const std::string& thread) {
    const KnownMessages& known = messages_of(seat).known;
    const KnownMessage* message = known.archived_in(thread);
    if (message == nullptr) message = known.logged_in(thread);
    return message == nullptr ? std::nullopt : std::optional{message->prospect};
}

std::optional<std::string> OtherSources::person_written_to(const std::string& seat, const std::string& prospect) {
    const KnownMessages& known = messages_of(seat).known;
    const std::string person = key_today(prospect);
    for (const auto* messages : {&known.archived(), &known.logged()}) {
        for (const KnownMessage& message : *messages) {
            const bool is_theirs = message.kind == EventKind::send && message.person == person && message.replaced_by.empty();
            if (is_theirs) return message.prospect;
        }
    }
    return std::nullopt;
}

std::optional<RecordedEvent> OtherSources::on_same_day(const EventRecord& row) {
    const KnownMessage* message = find_on_day(row);
    return message == nullptr ? std::nullopt : take(*message);
}

}  // namespace inmail::app
