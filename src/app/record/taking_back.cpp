#include "record/taking_back.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "batch_commands.hpp"
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

/// Watches what messages did that are taken back.
class VoidedMessages : public Observer {
  public:
    explicit VoidedMessages(const std::vector<EventId>& voided) : voided_(voided.begin(), voided.end()) {}

    void on(const Posting& posting) override { balances_.on(posting, voided_.count(posting.cause) != 0); }
    [[nodiscard]] const KnownBalances& balances() const { return balances_; }

  private:
    std::set<EventId> voided_;
    KnownBalances balances_{KnownBalances::Change::taken_back};
};

bool keeps_known_balances(const TakingBack& events, const std::set<EventKind>& kinds) {
    const bool are_messages = std::all_of(kinds.begin(), kinds.end(), [](EventKind kind) {
        return kind == EventKind::send || is_answer(kind) || kind == EventKind::adjust;
    });
    if (!are_messages) return false;
    // A void may have changed what its batch's adjustment had to keep.
    const bool takes_back_adjustment = kinds.count(EventKind::adjust) != 0 && kinds.size() > 1;
    return events.keeps_known_balances ? kinds.count(EventKind::adjust) == 0 : takes_back_adjustment && events.again.empty();
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
    std::set<EventKind> kinds;
    std::vector<EventId> rows;
    EventsInBrief taken_back;
    EventsInBrief brought_back;
    read_by_id(store, events.voided, [&](const RecordedEvent& target) {
        require_voidable(store, target, is_repeat);
        if (!is_none(events.batch_first)) rows.push_back(first_event_of_family(store, target));
        accounts.insert(account_named_by(store, target));
        kinds.insert(target.kind);
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
    VoidedMessages voided(events.voided);
    const bool keeps_balances = keeps_known_balances(events, kinds);
    FoldRun before(store, as_it_stands, keeps_balances ? &voided : nullptr);
    before.fold();
    auto later_imports = later_imports_of(store, events.batch_first, std::move(rows));
    RecordResult result =
        Recording(store, transaction, record_request).run(&before, keeps_balances ? &voided.balances() : nullptr);
    result.is_final = begins_with(command, command_void);
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
