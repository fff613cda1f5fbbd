#include "import/other_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "import/fingerprints.hpp"
#include "import/matching.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/words.hpp"
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
    : ledger_(ledger),
      zone_(zone),
      now_(now),
      own_command_(std::move(own_command)),
      last_before_(ledger.extent().last_event),
      commands_(ledger) {}

OtherSources::Subject OtherSources::subject_of(EventKind kind, const std::optional<Channel>& channel, std::string_view person) {
    const bool is_other_way = channel && is_answered_by_itself(*channel);
    return {kind, is_other_way ? channel : std::nullopt, person};
}

OtherSources::SeatMessages& OtherSources::messages_of(const std::string& handle) {
    const auto known = messages_.find(handle);
    if (known != messages_.end()) return known->second;
    auto& messages = messages_[handle];
    messages.known = KnownMessages(ledger_, Licence(ledger_, handle, now_));
    find_people(messages);
    return messages;
}

OtherSources::SeatPeople& OtherSources::people_of(const std::string& handle) {
    const auto known = people_.find(handle);
    if (known != people_.end()) return known->second;
    Licence licence(ledger_, handle, now_);
    LicencePeople people(ledger_, licence, last_before_);
    return people_.emplace(handle, SeatPeople{std::move(licence), std::move(people)}).first->second;
}

const OtherSources::SeatMessages& OtherSources::messages_with(const std::string& handle, const std::string& prospect) {
    const std::string words = LicencePeople::words_of(prospect);
    const auto known = messages_with_.find({handle, words});
    if (known != messages_with_.end()) return known->second;
    const auto& [licence, people] = people_of(handle);
    const auto prospects = people.with_words(words);
    if (prospects.empty()) return no_messages_;
    constexpr std::size_t most_kept = 256;
    if (messages_with_.size() == most_kept) messages_with_.clear();
    auto& messages = messages_with_[{handle, words}];
    const auto ahead = ahead_.find(words);
    messages.known = ahead == ahead_.end() ? KnownMessages(ledger_, licence, ledger_.records_with(prospects), commands_)
                                           : KnownMessages(ledger_, licence, ahead->second, commands_);
    find_people(messages);
    return messages;
}

void OtherSources::look_ahead(const std::vector<const EventRecord*>& rows) {
    ahead_.clear();
    std::set<ProspectId> all;
    for (const EventRecord* row : rows) {
        if (!is_message(*row)) continue;
        const std::string words = LicencePeople::words_of(row->prospect);
        const auto prospects = people_of(row->seat).people.with_words(words);
        if (prospects.empty()) continue;
        ahead_.try_emplace(words);
        all.insert(prospects.begin(), prospects.end());
    }
    if (all.empty()) return;
    for (RecordedEvent& event : ledger_.records_with({all.begin(), all.end()})) {
        const auto with_words = ahead_.find(LicencePeople::words_of(event.prospect));
        if (with_words != ahead_.end()) with_words->second.push_back(std::move(event));
    }
}

/// Leaves out what this import recorded, unless it stands for something older.
void OtherSources::find_people(SeatMessages& messages) const {
    for (const KnownMessage& message : messages.known.archived()) {
        if (message.id <= last_before_)
            messages.archived[subject_of(message.kind, message.channel, message.person)].push_back(&message);
    }
    for (const auto* all : {&messages.known.logged(), &messages.known.by_other_ways()}) {
        for (const KnownMessage& message : *all) {
            const bool is_in_force = message.replaced_by.empty();
            if (is_in_force && message.id <= last_before_)
                messages.logged[subject_of(message.kind, message.channel, message.person)].push_back(&message);
        }
    }
    for (const auto* all : {&messages.known.archived(), &messages.known.logged(), &messages.known.by_other_ways()}) {
        for (const KnownMessage& message : *all) {
            if (message.first > last_before_ || !message.replaced_by.empty()) continue;
            if (!messages.people.emplace(message.person, &message).second) continue;
            messages.people_by_words[LicencePeople::words_of(message.person)].push_back(message.person);
        }
    }
}

bool OtherSources::knows_others(const std::string& handle) {
    if (!others_seats_) {
        others_seats_.emplace();
        std::vector<std::string> batches;
        ledger_.read_batches([&](const Batch& batch) {
            if (batch.command != own_command_) batches.push_back(batch.name);
            return true;
        });
        for (std::string& batch : batches) {
            Scope scope;
            scope.batch = std::move(batch);
            ledger_.read_records(scope, [this](const RecordedEvent& event) {
                if (event.kind == EventKind::send || is_answer(event.kind)) others_seats_->insert(event.seat);
            });
        }
    }
    const auto [known, is_new] = knows_others_.emplace(handle, false);
    if (is_new) {
        const Licence licence(ledger_, handle, now_);
        const auto& handles = licence.handles();
        known->second = std::any_of(handles.begin(), handles.end(),
                                    [this](const std::string& other) { return others_seats_->count(other) != 0; });
    }
    return known->second;
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
    const bool is_in_run =
        std::any_of(found_before_->begin(), found_before_->end(), [&](const KnownRun& run) { return run.holds(message.first); });
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
    const std::string person = key_today(row.prospect);
    const Subject subject = subject_of(row.kind, row.channel, person);
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
    const auto found = messages.archived.find(subject_of(row.kind, row.channel, key_today(row.prospect)));
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
    auto& [licence, people] = people_of(seat);
    const auto prospects = people.in_thread(thread);
    if (prospects.empty()) return std::nullopt;
    const KnownMessages known(ledger_, licence, ledger_.records_with(prospects), commands_);
    const KnownMessage* message = known.archived_in(thread);
    if (message == nullptr) message = known.logged_in(thread);
    return message == nullptr ? std::nullopt : std::optional{message->prospect};
}

std::optional<std::string> OtherSources::person_written_to(const std::string& seat, const std::string& prospect) {
    const KnownMessages& known = messages_with(seat, prospect).known;
    const std::string person = key_today(prospect);
    for (const auto* messages : {&known.archived(), &known.logged()}) {
        for (const KnownMessage& message : *messages) {
            const bool is_theirs = message.kind == EventKind::send && message.person == person && message.replaced_by.empty();
            if (is_theirs) return message.prospect;
        }
    }
    return std::nullopt;
}

bool OtherSources::has_sent(const EventRecord& answer, Channel channel, Instant until) {
    const SeatMessages& messages = messages_with(answer.seat, answer.prospect);
    const auto keys = keys_of(messages, answer);
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& person) {
        const auto sends = messages.logged.find(subject_of(EventKind::send, channel, person));
        return sends != messages.logged.end() &&
               std::any_of(sends->second.begin(), sends->second.end(), [until](const auto* send) { return send->at <= until; });
    });
}

std::optional<std::string> OtherSources::spelling_with_words_of(const EventRecord& row) {
    if (!is_message(row)) return std::nullopt;
    const SeatMessages& messages = messages_with(row.seat, row.prospect);
    if (messages.people.empty() || messages.people.count(key_today(row.prospect)) != 0) return std::nullopt;
    const auto keys = keys_of(messages, row);
    return keys.size() == 1 ? std::nullopt : std::optional{messages.people.at(keys.back())->prospect};
}

bool OtherSources::lacks_time(const RecordedEvent& event, const EventRecord& row) {
    const bool is_linkedins = begins_with(event.key, archive_key_prefix);
    if (is_linkedins || !begins_utc_date(event.at) || has_only_date(row)) return false;
    if (!on_same_date(time_of(row), time_of_record(zone_, event.at))) return false;
    const auto& logged = messages_with(row.seat, event.prospect).logged;
    for (const EventKind kind : {EventKind::reply, EventKind::bounce}) {
        const auto answers = logged.find(subject_of(kind, event.channel, key_today(event.prospect)));
        if (answers == logged.end()) continue;
        const bool stands_there = std::any_of(answers->second.begin(), answers->second.end(),
                                              [&event](const KnownMessage* answer) { return answer->at == event.at; });
        if (stands_there && !is_answer(event.kind)) return false;
    }
    return true;
}

std::vector<std::string> OtherSources::keys_of(const SeatMessages& messages, const EventRecord& row) {
    std::vector<std::string> keys{key_today(row.prospect)};
    // One word is a first name, which many people have. Of two there are three with both in one.
    constexpr std::size_t fewest_words = 3;
    const auto words = words_in(keys.front());
    if (words.size() < fewest_words) return keys;
    const auto alike = messages.people_by_words.find(LicencePeople::words_of(keys.front()));
    if (alike == messages.people_by_words.end()) return keys;
    std::vector<std::string_view> others = alike->second;
    others.erase(std::remove(others.begin(), others.end(), keys.front()), others.end());
    if (others.size() == 1) keys.emplace_back(others.front());
    return keys;
}

PossibleTime OtherSources::time_of(const EventRecord& row) const {
    if (has_only_date(row)) return time_of_date(zone_, day_of(row.bare_date.value_or(row.at)));
    return time_of_instant(zone_, row.at);
}

bool OtherSources::may_be_near(const EventRecord& row) {
    if (!is_message(row)) return false;
    const SeatMessages& messages = messages_with(row.seat, row.prospect);
    if (messages.people.empty()) return false;
    const PossibleTime time = time_of(row);
    for (const std::string& person : keys_of(messages, row)) {
        for (const auto* by_subject : {&messages.archived, &messages.logged}) {
            const auto found = by_subject->find(subject_of(row.kind, row.channel, person));
            if (found == by_subject->end()) continue;
            const bool is_near = std::any_of(found->second.begin(), found->second.end(), [&](const KnownMessage* message) {
                return !is_own_table(*message) && are_near(time, messages.known.time_of(*message, zone_));
            });
            if (is_near) return true;
        }
    }
    return false;
}

std::optional<RecordedEvent> OtherSources::logged_again(const EventRecord& row, const RecordedEvent& own) {
    if (!is_message(row)) return std::nullopt;
    const SeatMessages& messages = messages_with(row.seat, row.prospect);
    const PossibleTime time = time_of(row);
    for (const std::string& person : keys_of(messages, row)) {
        const auto found = messages.logged.find(subject_of(row.kind, row.channel, person));
        if (found == messages.logged.end()) continue;
        for (const KnownMessage* message : found->second) {
            const bool is_later = own.id < message->first && message->table.empty() && taken_.count(message->id) == 0;
            if (is_later && on_same_date(time, messages.known.time_of(*message, zone_))) return take(*message);
        }
    }
    return std::nullopt;
}

/// A seat's messages by one way with people of the same words.
std::string OtherSources::name_of_group(const EventRecord& row) {
    const auto other_way = subject_of(row.kind, row.channel, {}).other_way;
    return fmt::format("{}\n{}\n{}", row.seat, other_way ? to_string(*other_way) : "", LicencePeople::words_of(row.prospect));
}

std::uint32_t OtherSources::group_of(const EventRecord& row) {
    return static_cast<std::uint32_t>(fingerprint_of(name_of_group(row)));
}

std::vector<std::optional<EventId>> OtherSources::near(const std::vector<const EventRecord*>& rows) {
    std::map<std::string, std::vector<std::size_t>> rows_of;  // by group
    for (std::size_t i = 0; i < rows.size(); ++i) rows_of[name_of_group(*rows[i])].push_back(i);
    std::vector<std::optional<EventId>> events(rows.size());
    for (const auto& of_group : rows_of) {
        const auto& places = of_group.second;
        const EventRecord& first = *rows[places.front()];
        const SeatMessages& messages = messages_with(first.seat, first.prospect);
        const auto other_way = subject_of(first.kind, first.channel, {}).other_way;
        std::vector<ArchivedToMatch> to_match;
        std::set<std::string, std::less<>> people;
        for (const std::size_t i : places) {
            to_match.push_back({rows[i]->kind, time_of(*rows[i]), keys_of(messages, *rows[i])});
            people.insert(to_match.back().people.begin(), to_match.back().people.end());
        }
        std::vector<LoggedToMatch> candidates;
        std::vector<const KnownMessage*> known;
        for (const auto* by_subject : {&messages.archived, &messages.logged}) {
            for (const auto& [subject, of_subject] : *by_subject) {
                if (subject.other_way != other_way || people.count(subject.person) == 0) continue;
                for (const KnownMessage* message : of_subject) {
                    if (is_own_table(*message)) continue;
                    known.push_back(message);
                    candidates.push_back({message->kind, messages.known.time_of(*message, zone_), message->person});
                }
            }
        }
        const auto matches = match(to_match, candidates);
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!matches[i]) continue;
            events[places[i]] = known[*matches[i]]->id;
        }
    }
    return events;
}

std::optional<RecordedEvent> OtherSources::on_same_day(const EventRecord& row) {
    const KnownMessage* message = find_on_day(row);
    if (message == nullptr) return std::nullopt;
    return take(*message);
}

}  // namespace inmail::app
