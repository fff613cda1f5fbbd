#include "record/handover_effects.hpp"

#include <algorithm>
#include <set>

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

const HandoverEffects::Before& HandoverEffects::before() {
    if (before_) return *before_;
    before_ = Before{{}, no_credits, 0};
    std::set<AccountId> accounts;
    for (const PendingEvent& event : pending_.events()) {
        for (const AccountId id : {AccountId::of(event.ids.seat), AccountId::of(event.ids.pool), AccountId::of(event.ids.to)}) {
            if (is_stored(id)) accounts.insert(id);
        }
    }
    if (accounts.empty()) return *before_;
    Collector collector([&](const Posting& p) {
        if (p.kind == Posting::Kind::reassigned) before_->handovers.push_back(p.cause);
    });
    FoldRun fold_run(stored_, {with_events_.query().as_of, std::nullopt, {accounts.begin(), accounts.end()}}, &collector);
    fold_run.fold();
    for (const AccountState& state : fold_run.reconciler().accounts()) {
        before_->available += state.available;
        before_->pending += state.pending;
    }
    return *before_;
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
