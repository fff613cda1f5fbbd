#include "import/known_messages.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "batch_commands.hpp"
#include "events_by_id.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/strings.hpp"
#include "key_family.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {
namespace {

/// Whether the key is that of a mail whose DATE had no time.
bool key_has_only_date(std::string_view key) {
    const std::string_view first = first_of_family(key);
    const auto direction = first.rfind(':');
    const auto time = direction == std::string_view::npos || direction == 0 ? direction : first.rfind(':', direction - 1);
    if (!begins_with(first, archive_key_prefix) || time == std::string_view::npos) return false;
    const auto ms = whole_number(first.substr(time + 1, direction - time - 1));
    return ms && begins_utc_date(Instant{*ms});
}

bool is_message(EventKind kind) { return kind == EventKind::send || is_answer(kind); }

KnownMessage message_of(const RecordedEvent& event) {
    const std::string person = key_today(event.prospect);
    KnownMessage message{event.id, event.id, event.kind, event.at,  event.seat,   event.prospect,
                         person,   person,   {},         event.key, event.thread, event.channel};
    message.is_erased = event.prospect_erased;
    message.has_only_date = begins_utc_date(event.at) || key_has_only_date(event.key);
    return message;
}

/// The family of what a void names as the replacement.
std::string replacement_of(const RecordedEvent& taken_back) {
    return std::string(first_of_family(std::string_view(taken_back.note).substr(note_of_replacement.size())));
}

}  // namespace

const std::string& BatchCommands::of(const std::string& batch) {
    const auto [known, is_new] = commands_.emplace(batch, std::string());
    if (is_new) known->second = ledger_.command_of(batch);
    return known->second;
}

KnownMessages::KnownMessages(Reader& ledger, const Licence& licence) {
    BatchCommands commands(ledger);
    Scope scope;
    for (const std::string& handle : licence.handles()) {
        if (const auto seat = ledger.find_seat(handle)) scope.accounts.push_back(AccountId::of(*seat));
    }
    ledger.read_records(scope, [&](const RecordedEvent& event) {
        const bool begins_own = event.seat == licence.handles().front() && starts_stint(event.kind) && !event.voided();
        if (begins_own && (!first_stint_ || event.at < first_stint_->at)) first_stint_ = {event.at, event.plan};
        if (is_message(event.kind) && licence.has(event.seat)) learn(ledger, event, commands);
    });
    learn_replaced(ledger);
    sort();
    index();
    find_confirmed(ledger);
}

KnownMessages::KnownMessages(Reader& ledger, const Licence& licence, const std::vector<RecordedEvent>& events,
                             BatchCommands& commands) {
    learn_first_events(ledger, licence, events, commands);
    for (const RecordedEvent& event : events) {
        if (is_message(event.kind) && licence.has(event.seat)) learn(ledger, event, commands);
    }
    taken_back_.clear();
    sort();
    index();
}

/// Of families whose first event names somebody else: an edit changed the person.
void KnownMessages::learn_first_events(Reader& ledger, const Licence& licence, const std::vector<RecordedEvent>& events,
                                       BatchCommands& commands) {
    std::set<std::string> missing;
    for (const RecordedEvent& event : events) {
        if (const std::string_view first = first_of_family(event.key); first != event.key) missing.emplace(first);
    }
    for (const RecordedEvent& event : events) missing.erase(event.key);
    if (missing.empty()) return;
    std::vector<std::string> others;
    for (const auto& first : ledger.find_events(std::vector<std::string>(missing.begin(), missing.end()))) {
        if (!first || !first->voided() || !is_message(first->kind) || !licence.has(first->seat)) continue;
        const std::string& command = commands.of(first->batch);
        const std::string table = begins_with(command, command_import_csv) ? command : std::string();
        first_of_taken_back_.emplace(first->key, std::tuple(first->id, key_today(first->prospect), table));
        others.push_back(first->prospect);
    }
    std::vector<ProspectId> prospects;
    for (const std::uint32_t id : ledger.ids_of(NameKind::prospect, others)) {
        if (id != 0) prospects.emplace_back(id);
    }
    for (const RecordedEvent& event : ledger.records_with(prospects)) {
        if (event.kind == EventKind::send && licence.has(event.seat)) sends_.emplace(key_today(event.prospect), event.at);
    }
}

void KnownMessages::find_confirmed(Reader& ledger) {
    std::vector<std::pair<EventId, EventId>> runs;  // first and last
    std::map<std::string, bool> is_undone;          // by batch
    for (const KnownRun& run : ledger.known_runs()) {
        if (!begins_with(run.command, command_import_linkedin)) continue;
        const auto [batch, is_new] = is_undone.emplace(run.batch, false);
        if (is_new && !run.batch.empty()) batch->second = is_taken_back(ledger, run.batch);
        if (!batch->second) runs.emplace_back(run.first, run.last);
    }
    if (runs.empty()) return;
    std::sort(runs.begin(), runs.end());
    for (std::size_t i = 1; i < runs.size(); ++i) runs[i].second = std::max(runs[i].second, runs[i - 1].second);
    for (KnownMessage& message : logged_) {
        if (!message.replaced_by.empty()) continue;
        const std::string_view first = first_of_family(message.key);
        const auto first_event = first == message.key ? std::nullopt : ledger.find_event(first);
        const EventId id = first_event ? first_event->id : message.id;
        const auto after =
            std::upper_bound(runs.begin(), runs.end(), id, [](EventId i, const auto& run) { return i < run.first; });
        message.is_confirmed = after != runs.begin() && id <= std::prev(after)->second;
    }
}

/// By time. An event that was taken back and recorded again keeps its place among those of its instant.
void KnownMessages::sort() {
    for (auto* messages : {&archived_, &logged_, &by_other_ways_}) {
        std::stable_sort(messages->begin(), messages->end(), [](const KnownMessage& a, const KnownMessage& b) {
            return std::tie(a.at, a.first) < std::tie(b.at, b.first);
        });
    }
}

void KnownMessages::index() {
    for (const KnownMessage& message : archived_) {
        if (!message.thread.empty() && !is_person_edited(message.key)) archived_in_[message.thread] = &message;
        auto& sends = archived_sends_[message.person];
        if (message.kind == EventKind::send) sends.push_back(&message);
    }
    for (const KnownMessage& message : logged_) {
        if (!message.thread.empty() && message.replaced_by.empty()) logged_in_[message.thread] = &message;
    }
}

void KnownMessages::learn(Reader& ledger, const RecordedEvent& event, BatchCommands& commands) {
    KnownMessage message = message_of(event);
    if (event.kind == EventKind::send) sends_.emplace(message.person, message.at);
    const bool is_in_archives = !event.channel || !is_answered_by_itself(*event.channel);
    const bool from_archive = begins_with(event.key, archive_key_prefix);
    std::string family(first_of_family(event.key));
    const auto first = first_of_taken_back_.find(family);
    const std::string& command = commands.of(event.batch);
    if (begins_with(command, command_import_csv)) message.table = command;
    if (first != first_of_taken_back_.end()) std::tie(message.first, message.first_person, message.table) = first->second;
    if (event.voided()) first_of_taken_back_.emplace(family, std::tuple(message.first, message.first_person, message.table));
    if (event.voided()) {
        if (from_archive)
            archived_taken_back_.insert_or_assign(std::move(family), event.voided_by);
        else if (is_in_archives)
            taken_back_.insert_or_assign(std::move(family), std::pair(std::move(message), event.voided_by));
        return;
    }
    if (from_archive)
        archived_taken_back_.erase(family);
    else
        taken_back_.erase(family);
    message.by_import = begins_with(command, command_import_linkedin);
    if (from_archive && message.by_import) last_imported_ = std::max(last_imported_, event.id);
    const auto archived = from_archive ? std::nullopt : edited_from(ledger, event, commands);
    if (archived) edited_.emplace(event.key, key_today(archived->prospect) != message.person);
    if (!is_in_archives) return by_other_ways_.push_back(std::move(message));
    (from_archive || archived ? archived_ : logged_).push_back(std::move(message));
}

std::optional<RecordedEvent> KnownMessages::edited_from(Reader& ledger, const RecordedEvent& event, BatchCommands& commands) {
    std::string key = event.key;
    std::string batch = event.batch;
    std::optional<RecordedEvent> former;
    while (!begins_with(key, archive_key_prefix)) {
        EventId id = former ? former->id : event.id;
        if (const std::string_view first = first_of_family(key); first != key) {
            const auto found = ledger.find_event(first);
            if (!found) return std::nullopt;
            id = found->id;
            batch = found->batch;
        }
        if (commands.of(batch) != command_edit) return std::nullopt;
        // The event comes right behind the void of the former one.
        const auto taken_back = ledger.find_event(EventId{id.value - 1});
        if (!taken_back || taken_back->kind != EventKind::void_event) return std::nullopt;
        former = ledger.find_event(taken_back->ref);
        if (!former) return std::nullopt;
        key = former->key;
        batch = former->batch;
    }
    return former;
}

bool KnownMessages::is_person_edited(const std::string& key) const {
    const auto edited = edited_.find(key);
    return edited != edited_.end() && edited->second;
}

void KnownMessages::learn_replaced(Reader& ledger) {
    std::vector<KnownMessage> messages;
    std::vector<EventId> voids;
    for (auto& [family, last] : taken_back_) {
        messages.push_back(std::move(last.first));
        voids.push_back(last.second);
    }
    taken_back_.clear();
    auto message = messages.begin();
    read_by_id(ledger, voids, [&](const RecordedEvent& taken_back) {
        if (begins_with(taken_back.note, note_of_replacement)) learn_replaced(ledger, std::move(*message), taken_back);
        ++message;
    });
}

void KnownMessages::learn_replaced(Reader& ledger, KnownMessage message, const RecordedEvent& taken_back) {
    message.replaced_by = last_of(ledger, replacement_of(taken_back));
    // Edits and corrected files replace events as well.
    const bool is_edited = std::any_of(edited_.begin(), edited_.end(), [&message](const auto& edited) {
        return first_of_family(edited.first) == message.replaced_by;
    });
    if (!begins_with(message.replaced_by, archive_key_prefix) && !is_edited) return;
    replacing_.insert(message.replaced_by);
    logged_.push_back(std::move(message));
}

std::string KnownMessages::last_of(Reader& ledger, std::string family) const {
    // Of what an archive told by its date alone, another told the time.
    std::set<std::string> seen;
    for (auto next = archived_taken_back_.find(family); next != archived_taken_back_.end() && seen.insert(family).second;
         next = archived_taken_back_.find(family)) {
        const auto taken_back = ledger.find_event(next->second);
        if (!taken_back || !begins_with(taken_back->note, note_of_replacement)) break;
        family = replacement_of(*taken_back);
    }
    return family;
}

PossibleTime KnownMessages::time_of(const KnownMessage& logged, const io::Zone& zone) const {
    const PossibleTime time = time_of_record(zone, logged.at);
    // An answer with only a date stands at that day's send (RULES section 2).
    const bool may_be_date = is_answer(logged.kind) && stands_at_send(logged);
    return may_be_date ? hull_of(time, time_of_date(zone, day_of(logged.at))) : time;
}

bool KnownMessages::is_settled(const KnownMessage& logged) const {
    return !logged.replaced_by.empty() || logged.by_import || logged.first < last_imported_;
}

const KnownMessage* KnownMessages::archived_in(const std::string& thread) const {
    const auto known = archived_in_.find(thread);
    return known == archived_in_.end() ? nullptr : known->second;
}

const KnownMessage* KnownMessages::logged_in(const std::string& thread) const {
    const auto known = logged_in_.find(thread);
    return known == logged_in_.end() ? nullptr : known->second;
}

const KnownMessage* KnownMessages::last_archived_send(const std::string& person, Instant t) const {
    const auto known = archived_sends_.find(person);
    if (known == archived_sends_.end()) return nullptr;
    const auto is_after = [](Instant at, const KnownMessage* send) { return at < send->at; };
    const auto after = std::upper_bound(known->second.begin(), known->second.end(), t, is_after);
    return after == known->second.begin() ? nullptr : *std::prev(after);
}

bool KnownMessages::stands_for_logged(const std::string& key) const {
    return is_edited(key) || replacing_.count(std::string(first_of_family(key))) != 0;
}

}  // namespace inmail::app
