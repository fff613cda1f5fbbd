#pragma once

#include <memory>
#include <set>
#include <vector>

#include "inmail/app/record.hpp"
#include "judge.hpp"

namespace inmail::app {

/// One `record`: append, fold with the new events in their places, judge, tell, commit. The fold that judges is the fold
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
    [[nodiscard]] View view() const;

    Store& store_;
    const RecordRequest& request_;
    std::unique_ptr<Store::Transaction> transaction_;
    std::vector<RecordedEvent> appended_;
    std::vector<RecordedEvent> duplicates_;
    std::unique_ptr<Judge> judge_;
    std::unique_ptr<Books> books_;
};

/// The account that a record names: its pool, or its seat's own (what a member draws on is the fold's to say). Of a void,
/// that of the event it takes back.
[[nodiscard]] AccountId account_named_by(Store& store, const EventRecord& event);

}  // namespace inmail::app
