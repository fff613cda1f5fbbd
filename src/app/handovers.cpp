#include "inmail/app/handovers.hpp"

#include <algorithm>

#include "events_by_id.hpp"
#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "fold/uncounted_events.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {
namespace {

/// The handles among `asked` that a reassign names, whatever became of it. Most ledgers have none, and nothing to fold.
std::vector<AccountId> reassigned_among(FoldSource& store, const std::vector<AccountId>& asked) {
    std::vector<AccountId> found;
    for (const AccountLink& link : store.links()) {
        const bool is_asked = std::find(asked.begin(), asked.end(), link.seat) != asked.end();
        if (!link.other.is_pool() && is_asked) found.push_back(link.seat);
    }
    return found;
}

std::vector<AccountId> ids_of(FoldSource& store, const std::vector<std::string>& seats) {
    std::vector<AccountId> ids;
    for (const std::uint32_t id : store.ids_of(NameKind::seat, seats)) ids.push_back(AccountId::of(SeatId{id}));
    return ids;
}

/// The events after the handover that count for nothing, as far as the query asks.
std::vector<RecordedEvent> uncounted_since(Reader& store, const ReportQuery& query, SeatId seat, const Handover& handover) {
    UncountedEvents uncounted;
    Collector collector([&](const Posting& p) { uncounted.on(p); });
    FoldRun(store, query, &collector, handover.at).fold();
    std::vector<EventId> ids;
    for (const auto& gap : uncounted.gaps()) {
        if (gap.seat == seat) ids = gap.events;
    }
    return events_by_id(store, ids);
}

}  // namespace

std::vector<FollowedHandover> follow_handovers(Reader& store, std::vector<AccountId>& accounts, Instant as_of,
                                               std::optional<Instant> known_at) {
    const auto reassigned = reassigned_among(store, accounts);
    if (reassigned.empty()) return {};
    FoldRun fold_run(store, ReportQuery{as_of, known_at, reassigned});
    fold_run.fold();
    std::vector<FollowedHandover> steps;
    std::vector<AccountId> followed;
    for (AccountId account : accounts) {
        while (!account.is_pool()) {
            const auto handover = fold_run.reconciler().seat(account.seat()).handed_over;
            if (!handover) break;
            FollowedHandover step{store.name_of(account.seat()), store.name_of(handover->to), handover->at, {}};
            const auto left_behind = fold_run.reconciler().account(account);
            if (left_behind && left_behind->totals.outside > 0)
                step.uncounted = uncounted_since(store, fold_run.query(), account.seat(), *handover);
            steps.push_back(std::move(step));
            account = AccountId::of(handover->to);
        }
        if (std::find(followed.begin(), followed.end(), account) == followed.end()) followed.push_back(account);
    }
    accounts = std::move(followed);
    return steps;
}

std::vector<std::string> current_seats(FoldSource& store, Instant as_of) {
    auto seats = store.subscribed(AccountId::Kind::seat);
    const auto ids = ids_of(store, seats);
    const auto reassigned = reassigned_among(store, ids);
    if (reassigned.empty()) return seats;
    FoldRun fold_run(store, ReportQuery{as_of, std::nullopt, reassigned});
    fold_run.fold();
    std::vector<std::string> current;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        if (!fold_run.reconciler().seat(ids[i].seat()).handed_over) current.push_back(std::move(seats[i]));
    }
    return current;
}

}  // namespace inmail::app
