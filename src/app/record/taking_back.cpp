#include "record/taking_back.hpp"

#include <optional>
#include <set>
#include <utility>

#include "events_by_id.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "key_family.hpp"
#include "record/later_imports.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

void require_voidable(Store& store, const RecordedEvent& target, bool is_repeat) {
    if (target.kind == EventKind::void_event) throw Refused(refusal::VoidOfVoid{target.key});
    if (!target.voided() || is_repeat) return;
    const auto stand_in = stand_in_of(store, target);
    throw Refused(refusal::VoidedAlready{target.key, stand_in ? stand_in->key : std::string()});
}

/// The event as it is recorded again, under the next key of its family.
EventRecord recorded_again(Store& store, const RecordedEvent& taken_back) {
    auto event = static_cast<const EventRecord&>(taken_back);
    event.key = KeyFamily(store, taken_back.key).next_key();
    return event;
}

}  // namespace

std::unique_ptr<Transaction> begin_taking_back(Store& store, const VoidRequest& request, std::string_view command) {
    return request.dry_run ? nullptr : store.begin(request.now, std::string(command));
}

RecordResult take_back(Store& store, Transaction* transaction, const TakingBack& events, std::string_view command,
                       const VoidRequest& request) {
    RecordRequest record_request(request);
    record_request.command = command;
    record_request.takes_back = true;
    if (!request.key.empty() && events.voided.size() != 1) {
        using fault::KeyForSeveral;
        throw InvalidRequest(KeyForSeveral{KeyForSeveral::What::voids, static_cast<std::int64_t>(events.voided.size())});
    }
    const bool is_repeat = !request.key.empty() && store.find_event(request.key).has_value();
    std::set<AccountId> accounts;
    std::vector<EventId> rows;
    EventsInBrief taken_back;
    EventsInBrief brought_back;
    read_by_id(store, events.voided, [&](const RecordedEvent& target) {
        require_voidable(store, target, is_repeat);
        if (!is_none(events.batch_first)) rows.push_back(first_event_of_family(store, target));
        accounts.insert(account_named_by(store, target));
        EventRecord event;
        event.at = request.at;
        event.kind = EventKind::void_event;
        event.ref = target.key;
        event.note = events.notes.empty() ? request.note : events.notes[record_request.events.size()];
        event.key = request.key;
        record_request.events.push_back(std::move(event));
        taken_back.add(target);
    });
    read_by_id(store, events.again, [&](const RecordedEvent& event) {
        accounts.insert(account_named_by(store, event));
        record_request.events.push_back(recorded_again(store, event));
        brought_back.add(event);
    });
    ReportQuery as_it_stands{request.now, std::nullopt, {accounts.begin(), accounts.end()}};
    FoldRun before(store, as_it_stands);
    before.fold();
    auto later_imports = later_imports_of(store, events.batch_first, std::move(rows));
    RecordResult result = Recording(store, transaction, record_request).run(&before);
    result.later_imports = std::move(later_imports);
    result.taken_back = std::move(taken_back);
    result.brought_back = std::move(brought_back);
    return result;
}

TakingBack whole_of(BatchEvents& events) { return {events.live(), events.taken_back(), events.first()}; }

std::string batch_in_place_of(Store& store, const std::string& name) {
    std::vector<RecordedEvent> replaced;
    Scope scope;
    scope.batch = name;
    store.read_records(scope, [&](const RecordedEvent& event) {
        if (event.kind != EventKind::void_event && event.voided()) replaced.push_back(event);
    });
    std::optional<RecordedEvent> latest;
    for (const RecordedEvent& event : replaced) {
        auto stand_in = stand_in_of(store, event);
        if (stand_in && (!latest || latest->id < stand_in->id)) latest = std::move(stand_in);
    }
    return latest ? latest->batch : std::string();
}

void require_own_words(const std::string& note) {
    const std::string_view beginning = reserved_beginning(note);
    if (!beginning.empty()) throw InvalidRequest(fault::ReservedNote{std::string(beginning)});
}

}  // namespace inmail::app
