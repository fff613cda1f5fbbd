#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "fold/handover_log.hpp"
#include "fold/replay.hpp"
#include "fold/timeline.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/diagnose/diagnose.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"

namespace inmail::app {

/// Where the ledger and LinkedIn diverge: between two observations of an account's timeline.
struct Divergence {
    EventId agreed;  ///< the last observation that agreed; none: none did
    Credits agreed_on;
    Instant agreed_at;
    std::size_t from{0};  ///< the timeline's entries between the observations are [from, to)
    std::size_t to{0};
    EventId differs;  ///< the first observation that did not agree
    Instant at;
    Credits shown;
    Credits computed;

    /// Credits that LinkedIn shows and the ledger lacks; negative if the ledger has more.
    [[nodiscard]] Credits missing() const { return shown - computed; }
};

inline constexpr Credits one_credit{1};

/// An account at the observation that differs, and a replay of its events on which explanations are tried.
class DivergedAccount {
  public:
    /// `timeline` and `divergence` must outlive this.
    DivergedAccount(Store& store, const ReportQuery& query, const AccountTimeline& timeline, const Divergence& divergence);
    DivergedAccount(const DivergedAccount&) = delete;
    DivergedAccount& operator=(const DivergedAccount&) = delete;

    /// Whether the change makes the ledger hold `figure` at the observation that differs, and the last one that agreed still
    /// agrees.
    [[nodiscard]] bool gives(const WhatIf& change, Credits figure) const;

    /// Its name at the observation that differs.
    [[nodiscard]] AccountId id() const { return handle_at(divergence_.at); }
    [[nodiscard]] AccountName name_at(Instant t) const;
    /// Up to the observation that differs.
    [[nodiscard]] const HandoverLog& handovers() const { return handovers_; }
    [[nodiscard]] const Divergence& divergence() const { return divergence_; }
    [[nodiscard]] const AccountState& state() const { return *state_; }
    /// In force at the observation that differs.
    [[nodiscard]] const Terms& terms() const { return *terms_; }
    /// The seats that send from the account: the seat itself, or the pool's members.
    [[nodiscard]] const std::vector<SeatId>& senders() const { return senders_; }
    [[nodiscard]] Store& store() const { return store_; }
    [[nodiscard]] Replay& replay() { return replay_; }

    /// How many entries the timeline has, those after the observation among them.
    [[nodiscard]] std::size_t entries() const { return timeline_.entries().size(); }
    /// Calls `each(entry, line)` for the postings of the timeline's entries [from, to).
    template <class Each>
    void for_each_posting(std::size_t from, std::size_t to, Each&& each) const {
        const auto& entries = timeline_.entries();
        for (std::size_t i = from; i < to; ++i) {
            for (const Timeline::KeptPosting& line : entries[i].postings) each(entries[i], line);
        }
    }

    [[nodiscard]] RecordedEvent event(EventId id) const;
    /// An event of the account itself that nobody recorded.
    [[nodiscard]] Event imagined(Instant at, Event::Payload payload);

    /// The same as a record, for a person to record it.
    [[nodiscard]] EventRecord to_record(EventKind kind, Instant at, std::optional<Credits> amount = std::nullopt) const;

  private:
    [[nodiscard]] AccountId handle_at(Instant t) const;
    void find_senders();

    Store& store_;
    ReportQuery query_;  ///< as of the observation that differs
    const AccountTimeline& timeline_;
    const Divergence& divergence_;
    Replay replay_;
    HandoverLog handovers_;
    Collector collector_;
    FoldRun fold_run_;
    std::optional<AccountState> state_;
    const Terms* terms_{nullptr};
    std::vector<SeatId> senders_;
};

/// Records the voided event again, with the same content, under a new key.
[[nodiscard]] DiagnoseReport::RecordStep recorded_again(const RecordedEvent& event);

}  // namespace inmail::app
