#include "inmail/app/reports/explain.hpp"

#include "fold/timeline.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "key_family.hpp"
#include "reports/account_entries.hpp"

namespace inmail::app {
namespace {

/// The key of an event that is in force.
std::string key_of(Store& store, EventId id) {
    const auto event = store.find_event(id);
    ensure(event.has_value(), "an event that is asked about was recorded");
    if (!event->voided()) return event->key;
    const bool is_of_pool = event->seat.empty();
    const AccountName account{is_of_pool ? AccountId::Kind::pool : AccountId::Kind::seat, is_of_pool ? event->pool : event->seat};
    const auto stand_in = stand_in_of(store, *event);
    throw InvalidRequest(fault::VoidedEvent{event->key, account, stand_in ? stand_in->key : std::string()});
}

/// The refresh at which the lot expires, as its grant says.
std::optional<int> expires_at_refresh(const LotId& lot, const std::vector<Timeline::Entry>& entries) {
    std::optional<int> refresh;
    for (const Timeline::Entry& entry : entries) {
        for (const Timeline::KeptPosting& line : entry.postings) {
            if (line.posting.kind == Posting::Kind::granted && line.posting.lot == lot) refresh = line.posting.expires_at_refresh;
        }
    }
    return refresh;
}

}  // namespace

ExplainReport explain(Store& store, const ReportQuery& query, EventId only) {
    const std::string only_key = is_none(only) ? std::string() : key_of(store, only);
    const AccountTimeline timeline(store, query);

    ExplainReport report;
    report.account = timeline.name();
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    std::vector<Timeline::Entry> entries;
    for (const Timeline::Entry& entry : timeline.entries()) {
        if (is_none(only) || entry.cause == only) entries.push_back(entry);
    }
    report.entries = account_entries(store, entries, AnsweredMessages::looked_up);
    if (!is_none(only) && report.entries.empty()) throw InvalidRequest(fault::NoEffect{only_key, report.account});
    if (const auto state = timeline.reconciler().account(timeline.account())) {
        report.available = state->available;
        for (const Lot& lot : timeline.reconciler().lots(timeline.account()))
            report.lots.push_back({lot, expires_at_refresh(lot, timeline.entries())});
    }
    return report;
}

}  // namespace inmail::app
