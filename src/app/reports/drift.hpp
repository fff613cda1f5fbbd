#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/reports/drift.hpp"
#include "inmail/chain/event_record.hpp"

namespace inmail::app {

/// Finds the closes whose refresh has other figures today (RULES section 4, rollover), from the postings of a fold, whatever the
/// order of its accounts.
class DriftFinder : public Observer {
  public:
    explicit DriftFinder(Store& store) : store_(store) {}

    void on(const Posting& posting) override;
    [[nodiscard]] bool wants(Posting::Kind kind) const override {
        return kind == Posting::Kind::closed || kind == Posting::Kind::reassigned;
    }
    [[nodiscard]] bool needs_global_order() const override { return false; }
    /// Of the accounts that the fold run asks about. Folds again under earlier editions of the rulebooks if there is any.
    [[nodiscard]] Drifts found(const FoldRun& fold_run) const;

  private:
    struct Found {
        AccountId account;
        EventId close;
        Drift drift;
    };
    [[nodiscard]] std::vector<RecordedEvent> causes_of(const RecordedEvent& close, AccountId account,
                                                       std::optional<Instant> known_at) const;
    /// The closes that differ under each edition of the rulebooks.
    [[nodiscard]] std::set<EventId> differing_in_every_edition(const FoldRun& fold_run) const;

    Store& store_;
    std::vector<Found> found_;
};

}  // namespace inmail::app
