#include "record/handover_effects.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "fold/collector.hpp"
#include "inmail/chain/event_record.hpp"

namespace inmail::app {
namespace {

bool is_stored(AccountId account) { return account.id != 0 && account.id < first_provisional_id; }

bool has_handovers(Store& stored) {
    const auto links = stored.links();
    return std::any_of(links.begin(), links.end(), [](const AccountLink& link) { return !link.other.is_pool(); });
}

}  // namespace

HandoverEffects::FoldedHandovers HandoverEffects::find(FoldSource& ledger) {
    FoldedHandovers found;
    std::set<AccountId> accounts;
    for (const PendingEvent& event : pending_.events()) {
        for (const AccountId id : {AccountId::of(event.ids.seat), AccountId::of(event.ids.pool), AccountId::of(event.ids.to)}) {
            if (is_stored(id)) accounts.insert(id);
        }
    }
    if (accounts.empty()) return found;
    Collector collector([&found](const Posting& p) {
        if (p.kind == Posting::Kind::reassigned) found.handovers.push_back(p.cause);
        if (p.kind == Posting::Kind::outside && !is_none(p.seat)) found.uncounted[p.seat].push_back(p.cause);
    });
    FoldRun fold_run(ledger, {with_events_.query().as_of, std::nullopt, {accounts.begin(), accounts.end()}}, &collector);
    fold_run.fold();
    for (const AccountState& state : fold_run.reconciler().accounts()) {
        found.available += state.available;
        found.pending += state.pending;
    }
    return found;
}

const HandoverEffects::FoldedHandovers& HandoverEffects::before() {
    if (!before_) before_ = find(stored_);
    return *before_;
}

const HandoverEffects::FoldedHandovers& HandoverEffects::after() {
    if (!after_) after_ = find(pending_);
    return *after_;
}

std::vector<RecordedEvent> HandoverEffects::ended_by_voids() {
    std::vector<RecordedEvent> ended;
    if (!has_handovers(stored_)) return ended;
    const std::set<EventId> kept(after().handovers.begin(), after().handovers.end());
    std::vector<EventId> gone;
    for (const EventId id : before().handovers) {
        if (kept.count(id) == 0) gone.push_back(id);
    }
    for (auto& found : stored_.find_events(gone)) {
        if (found) ended.push_back(std::move(*found));
    }
    return ended;
}

std::optional<RefusalReason> HandoverEffects::undone_by_voids() {
    const auto ended = ended_by_voids();
    // Of a chain the last one can be voided first.
    for (auto handover = ended.rbegin(); handover != ended.rend(); ++handover) {
        if (!pending_.takes_back(handover->id))
            return refusal::VoidUndoesHandover{handover->key, handover->seat, handover->to, handover->at};
    }
    return std::nullopt;
}

std::string HandoverEffects::holder_after_voids(std::string seat, const std::vector<RecordedEvent>& ended) {
    for (auto handover = ended.rbegin(); handover != ended.rend(); ++handover) {
        if (handover->to == seat) seat = handover->seat;
    }
    for (const auto& handover : stored_.find_events(after().handovers)) {
        if (handover && handover->seat == seat) seat = handover->to;
    }
    return seat;
}

std::vector<RecordWarning> HandoverEffects::of_voids() {
    std::vector<RecordWarning> warnings;
    const auto ended = ended_by_voids();
    for (const RecordedEvent& handover : ended) {
        const auto taker = stored_.find_seat(handover.to);
        const auto now = taker ? after().uncounted.find(*taker) : after().uncounted.end();
        if (now == after().uncounted.end()) continue;
        const auto then = before().uncounted.find(*taker);
        record_warning::CountForNothing uncounted{
            {handover.to}, static_cast<std::int64_t>(now->second.size()), holder_after_voids(handover.seat, ended)};
        if (then != before().uncounted.end()) uncounted.events -= static_cast<std::int64_t>(then->second.size());
        if (uncounted.events > 0) warnings.emplace_back(std::move(uncounted));
    }
    return warnings;
}

std::optional<RefusalReason> HandoverEffects::undone_by(const PendingEvent& event) {
    const auto& outside = outcomes_.others_outside();
    if (!is_plan_event(event.kind) || outside.empty() || !has_handovers(stored_)) return std::nullopt;
    for (const auto& other : stored_.find_events(outside)) {
        if (!other || other->kind != EventKind::reassign) continue;
        const auto& handovers = before().handovers;
        if (std::find(handovers.begin(), handovers.end(), other->id) == handovers.end()) continue;
        const AccountName account =
            event.seat.empty() ? AccountName{AccountId::Kind::pool, event.pool} : AccountName{AccountId::Kind::seat, event.seat};
        return refusal::UndoesHandover{account, event.kind, event.at, other->seat, other->to, other->at};
    }
    return std::nullopt;
}

std::vector<RecordWarning> HandoverEffects::of_reassign(const PendingEvent& reassign) {
    std::vector<RecordWarning> warnings;
    const bool taker_is_new = !is_stored(AccountId::of(reassign.ids.to));
    if (!taker_is_new) {
        record_warning::HandoverLoses loses{reassign.seat, reassign.to, before().available, before().pending, {}, 0};
        for (const AccountState& state : with_events_.reconciler().accounts()) {
            loses.now_available += state.available;
            loses.now_pending += state.pending;
        }
        if (loses.now_available < loses.available || loses.now_pending < loses.pending) warnings.emplace_back(std::move(loses));
    }
    for (const Event& later : with_events_.plan_events_ahead()) {
        if (later.seat != reassign.ids.seat) continue;
        warnings.emplace_back(record_warning::StaysBehind{reassign.seat, reassign.to, later.kind(), later.at, later.key});
    }
    return warnings;
}

}  // namespace inmail::app
