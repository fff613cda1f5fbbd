#include "import/known_messages.hpp"

#include <algorithm>
#include <utility>

#include "batch_commands.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "key_family.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {
namespace {

bool is_message(EventKind kind) { return kind == EventKind::send || is_answer(kind); }

KnownMessage message_of(const RecordedEvent& event) {
    return {event.id, event.kind, event.at, event.seat, event.prospect, key_today(event.prospect), event.key, event.thread};
}

}  // namespace

KnownMessages::KnownMessages(Reader& ledger, const Licence& licence) {
    Scope scope;
    for (const std::string& handle : licence.handles()) {
        if (const auto seat = ledger.find_seat(handle)) scope.accounts.push_back(AccountId::of(*seat));
    }
    ledger.read_records(scope, [&](const RecordedEvent& event) {
        const bool begins_own = event.seat == licence.handles().front() && starts_stint(event.kind) && !event.voided();
        if (begins_own && (!first_stint_ || event.at < first_stint_->at)) first_stint_ = {event.at, event.plan};
        if (is_message(event.kind) && licence.has(event.seat)) learn(ledger, event);
    });
    learn_replaced(ledger);
}

void KnownMessages::learn(Reader& ledger, const RecordedEvent& event) {
    KnownMessage message = message_of(event);
    if (event.kind == EventKind::send) sends_.emplace(message.person, message.at);
    const bool is_in_archives = !event.channel || !is_answered_by_itself(*event.channel);
    const bool from_archive = begins_with(event.key, archive_key_prefix);
    if (event.voided()) {
        if (is_in_archives && !from_archive) {
            std::string family(first_of_family(event.key));
            taken_back_.insert_or_assign(std::move(family), std::pair(std::move(message), event.voided_by));
        }
        return;
    }
    if (!from_archive) taken_back_.erase(std::string(first_of_family(event.key)));
    if (!event.thread.empty()) prospect_of_thread_[event.thread] = event.prospect;
    if (from_archive && is_of_import(ledger, event.batch)) last_imported_ = std::max(last_imported_, event.id);
    if (is_in_archives) (from_archive ? heard_ : logged_).push_back(std::move(message));
}

void KnownMessages::learn_replaced(Reader& ledger) {
    std::vector<KnownMessage> messages;
    std::vector<EventId> voids;
    for (auto& [family, last] : taken_back_) {
        messages.push_back(std::move(last.first));
        voids.push_back(last.second);
    }
    taken_back_.clear();
    // A portion at a time: a table may have logged a million.
    constexpr std::size_t events_a_question = 1000;
    for (std::size_t first = 0; first < voids.size(); first += events_a_question) {
        const std::size_t end = std::min(voids.size(), first + events_a_question);
        const auto begin = voids.begin() + static_cast<std::ptrdiff_t>(first);
        const auto found = ledger.find_events(std::vector<EventId>(begin, voids.begin() + static_cast<std::ptrdiff_t>(end)));
        for (std::size_t i = first; i < end; ++i) {
            const auto& taken_back = found[i - first];
            ensure(taken_back.has_value(), "a void is an event of the ledger");
            if (begins_with(taken_back->note, note_of_replacement)) learn_replaced(std::move(messages[i]), *taken_back);
        }
    }
}

void KnownMessages::learn_replaced(KnownMessage message, const RecordedEvent& taken_back) {
    message.replaced_by = first_of_family(std::string_view(taken_back.note).substr(note_of_replacement.size()));
    // Edits and corrected files replace events as well.
    if (!begins_with(message.replaced_by, archive_key_prefix)) return;
    replacing_.insert(message.replaced_by);
    logged_.push_back(std::move(message));
}

bool KnownMessages::is_of_import(Reader& ledger, const std::string& batch) {
    const auto [known, is_new] = is_import_.emplace(batch, false);
    if (is_new) known->second = begins_with(ledger.command_of(batch), command_import_linkedin);
    return known->second;
}

bool KnownMessages::is_settled(const KnownMessage& logged) const {
    return !logged.replaced_by.empty() || logged.id < last_imported_;
}

const std::string* KnownMessages::prospect_of(const std::string& thread) const {
    const auto known = prospect_of_thread_.find(thread);
    return thread.empty() || known == prospect_of_thread_.end() ? nullptr : &known->second;
}

bool KnownMessages::stands_for_logged(const KnownMessage& heard) const {
    return replacing_.count(std::string(first_of_family(heard.key))) != 0;
}

bool KnownMessages::keeps_logged_facts(const RecordedEvent& heard) const {
    return replacing_.count(std::string(first_of_family(heard.key))) != 0;
}

}  // namespace inmail::app
