#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "record/handover_effects.hpp"
#include "record/outcome_observer.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// One `record`: folds what is stored with the new events in their places, judges, then appends and commits once. The fold that
/// judges is the fold that every later report will see, so a check and its record can never disagree.
class Recording {
  public:
    /// `transaction`: what it records in; null: a dry run.
    Recording(Store& store, Transaction* transaction, const RecordRequest& request);
    /// `before`: the accounts without the events; the result then lists those that the events change. Throws HeadMoved if others
    /// have recorded since the transaction began.
    RecordResult run(const FoldRun* before = nullptr);

  private:
    void add_all();
    /// The recorded events whose keys the request's events [first, end) have or refer to.
    [[nodiscard]] std::map<std::string, RecordedEvent> events_named_by(std::size_t first, std::size_t end);
    void append_all();
    void fold();
    void hold(Credits wanted);
    void require_terms() const;
    void refuse();
    /// The stint that the event ended; none: it ended none.
    [[nodiscard]] std::optional<EndedStint> ended_by(const PendingEvent& event);
    /// Likewise of a subscribe, if the request guards what it takes.
    [[nodiscard]] std::optional<EndedStint> guarded_end(const PendingEvent& event);
    /// What a subscribe that ends another subscription may have been meant as, if the request guards what it takes.
    [[nodiscard]] SecondSubscription beside(const PendingEvent& event);
    void warn_of_one_subscription(const PendingEvent& event, std::vector<RecordWarning>& warnings);
    /// How plans end later that a plan change has to do with: the one that it ends, and the one that it brings.
    [[nodiscard]] std::vector<ComingEnd> coming_ends(const PendingEvent& event);
    void guard_holdings();
    [[nodiscard]] RecordResult result_of(const FoldRun* before);
    /// Those accounts, and all that the events name, as they are now.
    [[nodiscard]] std::vector<AccountBalance> balances_of(std::set<AccountId> accounts);
    [[nodiscard]] After after_of(AccountId id, const AccountState& state);
    [[nodiscard]] Effect effect_of(const PendingEvent& event, std::set<AccountId>& touched);
    /// What a cancel or reassign leaves without a licence.
    [[nodiscard]] std::optional<record_warning::CountForNothing> uncounted_by(const PendingEvent& event);
    /// The message of an archive that this one seems to repeat.
    [[nodiscard]] std::optional<record_warning::InArchive> archived_as(const PendingEvent& event);
    void add_hints(const PendingEvent& event, const Effect& effect, std::vector<RecordWarning>& warnings);
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
    std::set<ProspectId> hinted_;  ///< of whom hints were told
    std::set<std::string> twins_;  ///< who may be one with another of the events
};

/// The account that an event names: its pool, or its seat's own (the fold decides what a member draws on).
[[nodiscard]] AccountId account_named_by(SeatId seat, PoolId pool);
/// The same of a record. Of a void, that of the event it takes back.
[[nodiscard]] AccountId account_named_by(Store& store, const EventRecord& event);

}  // namespace inmail::app
