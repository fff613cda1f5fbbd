#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "record/handover_effects.hpp"
#include "record/outcome_observer.hpp"
#include "record/pending_events.hpp"
#include "record/plan_ends.hpp"

namespace inmail::app {

/// One `record`: folds what is stored with the new events in their places, judges, then appends and commits once. The fold that
/// judges is the fold that every later report will see, so a check and its record can never disagree.
class Recording {
  public:
    /// `transaction`: what it records in; null: a dry run.
    Recording(Store& store, Transaction* transaction, const RecordRequest& request);
    /// `before`: the accounts without the events; the result then lists those that the events change. Throws HeadMoved if others
    /// have recorded since the transaction began. `taken_back`: what the messages that are taken back did before known balances,
    /// which stay as they were; null: they change.
    RecordResult run(const FoldRun* before = nullptr, const KnownBalances* taken_back = nullptr);

  private:
    void add_all();
    /// The recorded events whose keys `events` have or refer to.
    [[nodiscard]] std::map<std::string, RecordedEvent> events_named_by(const std::vector<EventRecord>& events);
    void append_all();
    void fold();
    /// Adds adjustments where messages that are recorded late, or taken back, precede a known balance.
    void keep_known_balances(const KnownBalances* taken_back);
    void require_terms() const;
    void refuse();
    [[nodiscard]] RecordResult result_of(const FoldRun* before);
    /// Those accounts, and all that the events name, as they are now.
    [[nodiscard]] std::vector<AccountBalance> balances_of(std::set<AccountId> accounts);
    /// `ahead`: what becomes of the accounts; null: their next refreshes are those of their states.
    [[nodiscard]] After after_of(AccountId id, const AccountState& state, const IdleProjection* ahead);
    [[nodiscard]] Effect effect_of(const PendingEvent& event, std::set<AccountId>& touched);
    /// What a cancel or reassign leaves without a licence.
    [[nodiscard]] std::optional<record_warning::CountForNothing> uncounted_by(const PendingEvent& event);
    /// The message of an archive that this one seems to repeat.
    [[nodiscard]] std::optional<record_warning::InArchive> archived_as(const PendingEvent& event);
    void add_hints(const PendingEvent& event, const Effect& effect, std::vector<RecordWarning>& warnings);
    [[nodiscard]] std::string plan_of_send(const PendingEvent& event);
    /// When the seat got its present plan or place in a pool; the latest instant if it has none.
    [[nodiscard]] Instant licensed_since(SeatId seat) const;
    [[nodiscard]] Instant sent_at(EventId message);
    [[nodiscard]] Instant latest() const;
    [[nodiscard]] ReportQuery query();

    Store& store_;
    Transaction* transaction_;
    const RecordRequest& request_;
    PendingEvents pending_;
    std::vector<RecordedEvent> duplicates_;
    std::unique_ptr<OutcomeObserver> outcomes_;
    std::unique_ptr<FoldRun> fold_run_;
    std::unique_ptr<HandoverEffects> handovers_;
    std::unique_ptr<PlanEnds> plan_ends_;
    std::vector<record_warning::KeepsBalance> kept_balances_;
    std::set<ProspectId> hinted_;  ///< people of whom hints were given
    std::set<std::string> twins_;  ///< people who may be the same as another event's
};

/// The account that an event names: its pool, or its seat's own (the fold decides what a member draws on).
[[nodiscard]] AccountId account_named_by(SeatId seat, PoolId pool);
/// The same of a record. Of a void, that of the event it takes back.
[[nodiscard]] AccountId account_named_by(Store& store, const EventRecord& event);

}  // namespace inmail::app
