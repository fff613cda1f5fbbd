#include "record/bare_dates.hpp"

#include <algorithm>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

bool begins(const Posting& posting, AccountId subject) {
    if (posting.kind == Posting::Kind::stint_started) return posting.account == subject;
    return posting.kind == Posting::Kind::joined && AccountId::of(posting.seat) == subject;
}

bool is_active(const Reconciler& reconciler, AccountId subject) {
    const auto account = reconciler.account(subject.is_pool() ? subject : reconciler.account_of(subject.seat()));
    return account && account->active;
}

/// The seat or pool that the record names; none if the ledger does not know it yet.
std::optional<AccountId> subject_of(FoldSource& ledger, const EventRecord& record) {
    if (!record.seat.empty()) {
        const auto seat = ledger.find_seat(record.seat);
        return seat ? std::optional{AccountId::of(*seat)} : std::nullopt;
    }
    const auto pool = ledger.find_pool(record.pool);
    return pool ? std::optional{AccountId::of(*pool)} : std::nullopt;
}

}  // namespace

bool stands_at_bare_date(const EventRecord& record) {
    if (!record.bare_date || record.at != *record.bare_date) return false;
    switch (record.kind) {
        case EventKind::send:
        case EventKind::reply:
        case EventKind::bounce:
        case EventKind::purchase:
        case EventKind::adjust:
        case EventKind::observe:
            return true;
        // A change of plan is never moved; other kinds are never outside.
        case EventKind::subscribe:
        case EventKind::switch_plan:
        case EventKind::cancel:
        case EventKind::reassign:
        case EventKind::assign:
        case EventKind::limit:
        case EventKind::rollover:
        case EventKind::void_event:
            break;
    }
    return false;
}

std::optional<Instant> latest_send_on(Reader& ledger, const std::string& seat, const std::string& prospect, Instant midnight) {
    const auto sender = ledger.find_seat(seat);
    const auto receiver = ledger.find_prospect(prospect);
    if (!sender || !receiver) return std::nullopt;
    return ledger.latest_send(*sender, *receiver, midnight, end_of(day_of(midnight)));
}

std::optional<Instant> start_on(FoldSource& ledger, AccountId subject, Instant midnight, Instant now) {
    const Instant until = std::min(now, end_of(day_of(midnight)));
    if (until <= midnight) return std::nullopt;
    std::optional<Instant> first;
    Collector collector([&](const Posting& posting) {
        if (!first && posting.at > midnight && begins(posting, subject)) first = posting.at;
    });
    bool active = false;
    FoldRun fold_run(ledger, ReportQuery{until, std::nullopt, {subject}}, &collector, midnight);
    fold_run.fold_to({midnight}, [&](Instant) { active = is_active(fold_run.reconciler(), subject); });
    return active ? std::nullopt : first;
}

bool has_plan_change_on(FoldSource& ledger, AccountId subject, Instant midnight) {
    Scope day;
    day.accounts = {subject};
    day.after = midnight;
    day.until = end_of(day_of(midnight));
    bool found = false;
    ledger.read(day, [&](const Event& event) {
        const bool names_subject = account_named_by(event.seat, event.pool) == subject;
        found = found || (names_subject && starts_stint(event.kind()));
    });
    return found;
}

Instant settled_at(Reader& ledger, const EventRecord& record, Instant now) {
    if (!stands_at_bare_date(record)) return record.at;
    if (is_answer(record.kind)) {
        if (const auto sent = latest_send_on(ledger, record.seat, record.prospect, record.at)) return *sent;
    }
    const auto subject = subject_of(ledger, record);
    if (!subject || !has_plan_change_on(ledger, *subject, record.at)) return record.at;
    return start_on(ledger, *subject, record.at, now).value_or(record.at);
}

}  // namespace inmail::app
