#include "inmail/app/reports/explain.hpp"

#include "fold/fold_run.hpp"
#include "fold/timeline.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "reports/account_entry_of.hpp"

namespace inmail::app {
namespace {

/// The key of an event that is in force.
std::string key_of(Store& store, EventId id) {
    const auto event = store.find_event(id);
    ensure(event.has_value(), "an event that is asked about was recorded");
    if (event->voided) throw InvalidRequest(fault::VoidedEvent{event->key});
    return event->key;
}

}  // namespace

ExplainReport explain(Store& store, const ReportQuery& query, EventId only) {
    ensure(query.accounts.size() == 1, "an explanation is of one account");
    const std::string only_key = is_none(only) ? std::string() : key_of(store, only);
    Timeline timeline;
    FoldRun fold_run(store, query, &timeline);
    fold_run.fold();
    const AccountId id = timeline.account_of_timeline(fold_run, query.accounts.front());

    ExplainReport report;
    report.account = name_account(store, id);
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    for (const Timeline::Entry& entry : timeline.of(id)) {
        if (is_none(only) || entry.cause == only) report.entries.push_back(account_entry_of(store, entry, Messages::looked_up));
    }
    if (!is_none(only) && report.entries.empty()) throw InvalidRequest(fault::NoEffect{only_key, report.account});
    if (const auto state = fold_run.reconciler().account(id)) {
        report.available = state->available;
        report.lots = state->lots;
    }
    return report;
}

}  // namespace inmail::app
