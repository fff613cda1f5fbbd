#pragma once

#include <memory>
#include <set>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "record/outcome_observer.hpp"

namespace inmail::app {

/// One `record`: append, fold with the new events in their places, outcomes, tell, commit. The fold that judges is the fold
/// that every later report will see, so a check and its record can never disagree.
class Recording {
  public:
    Recording(Store& store, const RecordRequest& request);
    RecordResult run();

  private:
    void append_all();
    void fold();
    void hold(Credits wanted);
    void require_terms() const;
    void refuse();
    [[nodiscard]] RecordResult tell();
    [[nodiscard]] Effect effect_of(const RecordedEvent& event, std::set<AccountId>& touched);
    [[nodiscard]] Instant latest() const;
    [[nodiscard]] ReportQuery query() const;

    Store& store_;
    const RecordRequest& request_;
    std::unique_ptr<Store::Transaction> transaction_;
    std::vector<RecordedEvent> appended_;
    std::vector<RecordedEvent> duplicates_;
    std::unique_ptr<OutcomeObserver> outcomes_;
    std::unique_ptr<FoldRun> fold_run_;
};

/// The account that a record names: its pool, or its seat's own (what a member draws on is the fold's to say). Of a void,
/// that of the event it takes back.
[[nodiscard]] AccountId account_named_by(Store& store, const EventRecord& event);

}  // namespace inmail::app
