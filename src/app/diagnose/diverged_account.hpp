#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fold/replay.hpp"
#include "fold/timeline.hpp"
#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
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
    using Entries = std::vector<Timeline::Entry>;

    /// `timeline` and `divergence` must outlive this.
    DivergedAccount(Store& store, const ReportQuery& query, AccountId account, const Entries& timeline,
                    const Divergence& divergence);
    DivergedAccount(const DivergedAccount&) = delete;
    DivergedAccount& operator=(const DivergedAccount&) = delete;

    /// Whether the change makes the ledger hold `figure` at the observation that differs, and the last one that agreed still
    /// agrees.
    [[nodiscard]] bool gives(const WhatIf& change, Credits figure) const;

    [[nodiscard]] AccountId id() const { return id_; }
    [[nodiscard]] const AccountName& name() const { return name_; }
    [[nodiscard]] const Divergence& divergence() const { return divergence_; }
    [[nodiscard]] const AccountState& state() const { return *state_; }
    /// In force at the observation that differs.
    [[nodiscard]] const Terms& terms() const { return *terms_; }
    /// The seats that send from the account: the seat itself, or the pool's members.
    [[nodiscard]] const std::vector<SeatId>& senders() const { return senders_; }
    [[nodiscard]] Store& store() const { return store_; }
    [[nodiscard]] Replay& replay() { return replay_; }

    /// Calls `each(entry, line)` for the postings of the timeline's entries [from, to).
    template <class Each>
    void for_each_posting(std::size_t from, std::size_t to, Each&& each) const {
        for (std::size_t i = from; i < to; ++i) {
            for (const Timeline::PostingLine& line : timeline_[i].steps) each(timeline_[i], line);
        }
    }

    [[nodiscard]] RecordedEvent event(EventId id) const;
    /// An event of the account itself that nobody recorded.
    [[nodiscard]] Event imagined(Instant at, Event::Payload payload);

    /// The account as a command's argument: `ana` or `--pool acme`.
    [[nodiscard]] std::string argument() const;
    /// `inmail NAME ACCOUNT REST --at AT`
    [[nodiscard]] std::string command(const char* name, const std::string& rest, Instant at) const;

  private:
    void find_senders();

    Store& store_;
    ReportQuery query_;  ///< as of the observation that differs
    AccountId id_;
    AccountName name_;
    const Entries& timeline_;
    const Divergence& divergence_;
    Replay replay_;
    FoldRun fold_run_;
    std::optional<AccountState> state_;
    const Terms* terms_{nullptr};
    std::vector<SeatId> senders_;
};

/// `word` quoted for a shell.
[[nodiscard]] std::string shell_quoted(const std::string& word);

}  // namespace inmail::app
