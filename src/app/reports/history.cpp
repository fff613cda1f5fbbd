#include "inmail/app/reports/history.hpp"

#include <fmt/format.h>

#include "fold/timeline.hpp"
#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

std::string detail_of(const Timeline::PostingLine& step) {
    if (step.refresh) {
        const Posting::Refresh& r = *step.refresh;
        if (r.join) return fmt::format("a new licence: allowance {}", r.allowance.value);
        return fmt::format("held {}, allowance {}, cap {}: granted {}, forfeited {}", r.held.value, r.allowance.value,
                           r.cap.value, r.granted.value, r.forfeited.value);
    }
    if (step.posting.kind == Posting::Kind::observed) {
        return fmt::format("LinkedIn showed {}, the ledger held {}", step.posting.amount.value, step.posting.held.value);
    }
    if (step.close && step.close != step.now) return "drifted: " + to_string(*step.close);
    return {};
}

void say(std::string& words, std::string_view more, std::string_view separator) {
    if (more.empty()) return;
    if (!words.empty()) words += separator;
    words += more;
}

std::string words_of(const RecordedEvent& e) {
    std::string words;
    say(words, e.plan, ", ");
    if (!e.seat.empty()) say(words, e.pool, ", ");
    if (!e.rulebook.empty()) say(words, "rulebook " + e.rulebook, ", ");
    if (e.channel && *e.channel != Channel::inmail) say(words, to_string(*e.channel), ", ");
    if (e.outcome) say(words, to_string(*e.outcome), ", ");
    if (!e.campaign.empty()) say(words, "campaign " + e.campaign, ", ");
    if (e.amount && e.kind != EventKind::observe) say(words, fmt::format("{:+}", e.amount->value), ", ");
    return words;
}

HistoryReport::Row row_of(Store& store, const Timeline::Entry& entry) {
    HistoryReport::Row row;
    row.at = entry.at;
    row.what = entry.calendar_name();
    row.change = entry.change();
    row.available = entry.available();
    if (!is_none(entry.seat)) row.seat = store.name_of(entry.seat);
    if (!is_none(entry.cause)) {
        const auto event = store.find_event(entry.cause);
        ensure(event.has_value(), "what was folded was recorded");
        row.what = to_string(event->kind);
        row.seat = event->seat;
        row.prospect = event->prospect;
        row.detail = words_of(*event);
        row.key = event->key;
        row.note = event->note;
    }
    for (const Timeline::PostingLine& step : entry.steps) {
        say(row.detail, detail_of(step), "; ");
        if (is_anomaly(step.posting.kind)) row.anomalies.push_back(step.posting.kind);
    }
    return row;
}

}  // namespace

HistoryReport history(Store& store, const ReportQuery& query) {
    ensure(query.accounts.size() == 1, "a history is of one account");
    Timeline timeline;
    FoldRun fold_run(store, query, &timeline);
    fold_run.fold();
    const AccountId id = timeline.account_of_timeline(fold_run, query.accounts.front());
    HistoryReport report{name_account(store, id), query.as_of, query.known_at, {}};
    for (const Timeline::Entry& entry : timeline.of(id)) report.rows.push_back(row_of(store, entry));
    return report;
}

}  // namespace inmail::app
