#include "property/stored_ledger.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "fold/fold_run.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/store/open.hpp"

namespace reference {
namespace {

/// Decides which store the laws run over.
std::unique_ptr<inmail::Store> new_store(const inmail::test::TempDir& directory, const std::string& default_rulebook,
                                         inmail::Instant now) {
    const auto path = directory / "ledger.db";
    inmail::store::create(path, default_rulebook, "UTC", now);
    return inmail::store::open(path, inmail::store::Access::write);
}

/// A day before anything happens or is recorded.
Millis beginning_of(const Ledger& ledger) {
    Millis first = day_ms;
    if (!ledger.events.empty()) first = ledger.events.front().recorded_at;
    for (const Event& e : ledger.events) first = std::min({first, e.at, e.recorded_at});
    return first - day_ms;
}

inmail::EventRecord record_of(const Event& e) {
    inmail::EventRecord r;
    r.at = inmail::Instant{e.at};
    r.kind = inmail::parse_event_kind(e.event).value();
    r.seat = e.seat;
    r.pool = e.pool;
    r.team = e.team;
    r.name = e.name;
    r.plan = e.plan;
    r.rulebook = e.rulebook;
    r.prospect = e.prospect;
    if (!e.channel.empty()) r.channel = inmail::parse_channel(e.channel).value();
    r.thread = e.thread;
    if (e.amount) r.amount = inmail::Credits{*e.amount};
    r.key = e.key;
    r.ref = e.ref;
    r.to = e.to;
    if (r.kind == inmail::EventKind::rollover) r.figures = inmail::CloseFigures{};  // the fold computes what they should be
    const auto flaws = inmail::flaws_of(r);
    if (!flaws.empty()) throw std::logic_error(e.key + ": " + flaws.front().column);
    return r;
}

}  // namespace

StoredLedger::StoredLedger(const Ledger& ledger)
    : store_(new_store(directory_, ledger.default_rulebook, inmail::Instant{beginning_of(ledger)})) {
    record_terms(ledger.terms, beginning_of(ledger));
    std::set<std::string> handles;
    for (const Event& e : ledger.events) handles.insert({e.seat, e.to});
    handles.erase("");
    handles_.assign(handles.begin(), handles.end());
}

void StoredLedger::record(const std::vector<Event>& events, Millis now) {
    const auto transaction = store_->begin(inmail::Instant{now}, "test");
    for (const Event& e : events) transaction->append(record_of(e));
    transaction->commit();
}

void StoredLedger::import_all(const std::vector<Event>& events) {
    if (events.empty()) return;
    const auto transaction = store_->begin(inmail::Instant{events.back().recorded_at}, "test");
    for (const Event& e : events) {
        const inmail::Provenance provenance{inmail::Instant{e.recorded_at}, "", ""};
        transaction->append(record_of(e), &provenance);
    }
    transaction->commit();
}

void StoredLedger::record_terms(const std::vector<Terms>& rows, Millis now) {
    std::vector<inmail::NamedTerms> named;
    for (const Terms& row : rows) {
        named.push_back({row.rulebook, row.plan, terms_of(row)});
        named.back().terms.currency = "EUR";
        named.back().terms.source = "a test";
    }
    const auto transaction = store_->begin(inmail::Instant{now}, "test");
    transaction->append_terms(named, "");
    transaction->commit();
}

State StoredLedger::state(Millis as_of, std::optional<Millis> known_at) const {
    inmail::app::ReportQuery query;
    query.as_of = inmail::Instant{as_of};
    if (known_at) query.known_at = inmail::Instant{*known_at};
    Findings findings;
    inmail::app::FoldRun fold_run(*store_, query, &findings);
    fold_run.fold();
    State state = state_of(fold_run.reconciler(), findings, *this);
    for (const std::string& handle : handles_) state.seats[handle];
    return state;
}

std::string StoredLedger::key_of(inmail::EventId id) const { return store_->find_event(id).value().key; }

std::vector<inmail::SeatId> StoredLedger::seats() const {
    std::set<inmail::SeatId> ids;
    store_->read({}, [&](const inmail::Event& e) {
        if (!inmail::is_none(e.seat)) ids.insert(e.seat);
    });
    // Nothing that is in force now may name a handle that a reassign did at an earlier "known at".
    for (const std::string& handle : handles_) {
        if (const auto seat = store_->find_seat(handle)) ids.insert(*seat);
    }
    return {ids.begin(), ids.end()};
}

}  // namespace reference
