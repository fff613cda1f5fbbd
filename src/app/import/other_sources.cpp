#include "import/other_sources.hpp"

#include <algorithm>

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

bool OtherSources::brought_it(EventId event) {
    const auto found = ledger_.find_event(event);
    ensure(found.has_value(), "an event that was read is found");
    return ledger_.command_of(found->batch) == own_command_;
}

/// The source may have brought a better record of another source's event: the family's first tells whose it is.
bool OtherSources::is_own(const KnownMessage& message) { return brought_it(message.first); }

bool OtherSources::was_found_before(const KnownMessage& message) {
    if (!found_before_) {
        found_before_.emplace();
        for (KnownRun& run : ledger_.known_runs()) {
            if (run.command == own_command_) found_before_->push_back(std::move(run));
        }
    }
    const bool is_in_run = std::any_of(found_before_->begin(), found_before_->end(), [&](const KnownRun& run) {
        return run.first <= message.first && message.first <= run.last;
    });
    return is_in_run || brought_it(message.id);
}

RecordedEvent OtherSources::take(const KnownMessage& message) {
    taken_.insert(message.id);
    auto event = ledger_.find_event(message.id);
    ensure(event.has_value(), "an event that was read is found");
    return *event;
}

std::optional<RecordedEvent> OtherSources::in_same_second(const EventRecord& row) {
    if (!is_message(row) || has_only_date(row)) return std::nullopt;
    SeatMessages& messages = messages_of(row.seat);
    const std::pair subject(row.kind, key_today(row.prospect));
    for (auto* by_subject : {&messages.archived, &messages.logged}) {
        const auto found = by_subject->find(subject);
        if (found == by_subject->end()) continue;
        for (const KnownMessage* message : found->second) {
            if (in_one_second(message->at, row.at) && taken_.count(message->id) == 0 && !is_own(*message)) return take(*message);
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
    const KnownMessage* free = nullptr;
    for (const KnownMessage* message : found->second) {
        const bool is_that_day = day.from <= message->at && message->at <= day.to;
        if (!is_that_day || taken_.count(message->id) != 0 || is_own(*message)) continue;
        if (was_found_before(*message)) return message;
        if (free == nullptr && !messages.known.stands_for_logged(message->key)) free = message;
    }
    return free;
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
    if (message == nullptr) return std::nullopt;
    return take(*message);
}

}  // namespace inmail::app
