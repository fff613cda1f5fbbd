#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fold/by_account.hpp"
#include "fold/fold_run.hpp"

namespace inmail::app {

/// How a posting changes what is available; zero if it is only counted.
[[nodiscard]] Credits change_of(const Posting& posting);

/// The postings of each account as entries: one for each event, and one for each kind of change by the calendar at an instant.
/// `history` and `explain` are made from them.
class Timeline : public Observer {
  public:
    struct KeptPosting {
        Posting posting;  ///< its details that do not last are copied below
        std::optional<Posting::Refresh> refresh;
        std::optional<CloseFigures> close;
        std::optional<CloseFigures> now;
    };
    struct Entry {
        Instant at;
        EventId cause;  ///< none: the calendar
        SeatId seat;    ///< none: the calendar's or a pool's own
        std::vector<KeptPosting> postings;
        AccountId account;  ///< under its handle at the fold's end

        [[nodiscard]] Credits change() const;
        [[nodiscard]] Credits available() const { return postings.back().posting.held; }
        /// The name of the calendar's change (refresh, expiry, lapse); empty for an event.
        [[nodiscard]] std::string calendar_name() const;
    };

    void on(const Posting& posting) override;

    /// In the order of the fold; empty for an account that nothing touched.
    [[nodiscard]] std::vector<Entry> of(AccountId account) const;
    /// The account whose entries answer a question about `named`: of a seat that has only ever drawn on pools, its pool now.
    [[nodiscard]] AccountId account_behind(AccountId named, const Reconciler& reconciler) const;

  private:
    ByAccount<std::vector<Entry>> by_account_;
};

/// A fold and the timeline of the one account that its query names.
class AccountTimeline {
  public:
    /// `query` names one account.
    AccountTimeline(Store& store, const ReportQuery& query);

    /// The account behind the one that the query names.
    [[nodiscard]] AccountId account() const { return account_; }
    [[nodiscard]] AccountName name() const { return fold_run_.name_of(account_); }
    [[nodiscard]] const std::vector<Timeline::Entry>& entries() const { return entries_; }
    [[nodiscard]] const Reconciler& reconciler() const { return fold_run_.reconciler(); }

  private:
    Timeline timeline_;
    FoldRun fold_run_;
    AccountId account_;
    std::vector<Timeline::Entry> entries_;
};

}  // namespace inmail::app
