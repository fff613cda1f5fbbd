#pragma once

#include <map>
#include <utility>
#include <vector>

#include "fold/by_account.hpp"
#include "fold/fold_run.hpp"
#include "fold/handover_log.hpp"
#include "fold/uncounted_events.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/chain/event_record.hpp"
#include "record/known_balances.hpp"

namespace inmail::app {

/// Watches a fold for what a command's own events do. Messages about them and refusals are made from it.
class OutcomeObserver : public Observer {
  public:
    /// What one new event did, with ids for names.
    struct EventOutcome {
        std::optional<AccountId> account;      ///< by its name then
        std::optional<AccountId> account_now;  ///< by its name at the end of the fold
        Credits change;
        bool refunded{false};
        std::optional<Instant> refundable_until;
        EventId answered;  ///< the message that a reply or bounce answered
        std::vector<Posting::Kind> anomalies;
        bool outside_while_active{false};  ///< `outside`, though the account ran a plan then
        AccountId ended_account;           ///< whose stint it ended; meaningless if none ended
        PlanId ended_plan;                 ///< none: it ended no stint
        bool after_refresh{false};         ///< it ended the stint at an instant at which the account had refreshed
        PoolId left_pool;                  ///< none: no seat left a pool by it
        Credits zeroed;
        std::int64_t dropped{0};               ///< pending InMails
        std::optional<Handover> handed_over;   ///< `outside`, because the seat's licence had gone to another
        std::vector<Channel> free_channels;    ///< of a send: by the terms in force then
        bool repeat_is_refused{false};         ///< by the terms in force then
        bool rulebook_lacks_plan{false};       ///< a stint started under a rulebook that has no such plan
        bool permits_no_pool{false};           ///< a pool was opened on a plan that no pool may hold (RULES section 5)
        std::optional<Credits> observed_with;  ///< of an observe: what the account held
    };

    /// `fold_run` is asked for the terms in force; set it before the fold.
    void watch(EventId id) { outcomes_[id]; }
    void set_fold_run(const FoldRun& fold_run) { fold_run_ = &fold_run; }
    void on(const Posting& posting) override;

    [[nodiscard]] const EventOutcome& of(EventId id) const { return outcomes_.at(id); }
    [[nodiscard]] bool watches(EventId id) const { return outcomes_.count(id) != 0; }
    [[nodiscard]] const UncountedEvents& uncounted() const { return uncounted_; }

    [[nodiscard]] const KnownBalances& known_balances() const { return known_balances_; }

    /// What another event began.
    struct Beginning {
        Instant at;
        EventId by;
    };
    /// The first stint of the account, or membership of the seat, that another event begins after `t`; none if there is none.
    [[nodiscard]] std::optional<Beginning> beginning_after(AccountId subject, Instant t) const;

    /// From the first of the watched events on.
    [[nodiscard]] const HandoverLog& handovers() const { return handovers_; }
    /// The other events that count as `outside`, likewise.
    [[nodiscard]] const std::vector<EventId>& others_outside() const { return others_outside_; }

    /// The paid InMails among the watched events that draw on the account, and those of them that found no credit, or
    /// are past a usage limit.
    struct PaidSends {
        std::int64_t asked{0};
        std::int64_t unfunded{0};
        std::int64_t over_limit{0};
    };
    [[nodiscard]] PaidSends paid_sends(AccountId account) const;

    /// What a refresh brought (RULES section 4).
    struct Grant {
        Instant at;
        Credits granted;
        bool by_calendar;  ///< not with the stint's beginning, nor by a seat that joined
    };
    /// The first refresh after `t`, in what was folded so far, of the account that goes by this handle now; none if there was
    /// none.
    [[nodiscard]] std::optional<Grant> grant_after(AccountId account, Instant t) const;

  private:
    /// In force where and when the posting happened; null if the account is not active.
    [[nodiscard]] const Terms* terms_at(const Posting& posting) const;
    /// Counts a new send as unfunded if it takes a credit from an event of its instant that is recorded already: from a negative
    /// adjustment, which comes after sends, or from a send with a greater key (RULES section 3).
    void follow_shortage(const Posting& posting);
    [[nodiscard]] bool has_refreshed(AccountId account, Instant t) const;

    const FoldRun* fold_run_{nullptr};
    std::map<EventId, EventOutcome> outcomes_;
    std::vector<std::pair<AccountId, EventId>> funded_now_;  ///< new sends of the instant `funded_at_` that got a credit
    Instant funded_at_;
    ByAccount<std::vector<Grant>> grants_;
    ByAccount<std::vector<Beginning>> beginnings_;
    UncountedEvents uncounted_;
    HandoverLog handovers_;
    KnownBalances known_balances_;
    std::vector<EventId> others_outside_;
};

}  // namespace inmail::app
