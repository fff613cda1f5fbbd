#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "inmail/app/outreach/merged_prospect.hpp"
#include "inmail/app/outreach/planner.hpp"
#include "inmail/app/outreach/writing_seat.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/store/store.hpp"
#include "outreach/conversations.hpp"

namespace inmail::app {

/// Each person once, in the order of the list.
[[nodiscard]] std::vector<Prospect> each_once(std::vector<Prospect> listed, std::vector<MergedProspect>& merged);

/// Makes the planner's data of the ledger's: what seats may send and hold, and what they know of the people.
class LedgerPlan {
  public:
    /// Of the query's seats only those write that its accounts and its team name. `writer` must outlive this.
    LedgerPlan(Store& store, const ReportQuery& query, const WritingSeat& writer);

    /// Once. `list`: the file's name. Throws InvalidFile for rows of an unknown or another seat, and for a connection without
    /// its seat.
    void add_prospects(std::vector<Prospect> people, const std::string& list);

    [[nodiscard]] const PlanInput& input() const { return input_; }
    /// Of a seat that may send.
    [[nodiscard]] const AccountState& account_of(std::size_t seat) const { return states_[input_.seats[seat].account]; }
    [[nodiscard]] SeatId seat(std::size_t place) const { return seats_[place]; }
    [[nodiscard]] const FoldRun& fold_run() const { return fold_run_; }

  private:
    void add_seats();
    void add_seat(SeatId id, const std::string& handle, std::map<AccountId, std::size_t>& supplies);
    [[nodiscard]] bool may_send(SeatId id, const std::optional<AccountState>& account) const;
    void add_supply(const AccountState& account);
    void count_against_limits(const SentMessage& message);
    /// The seat that must write to the prospect; none: any.
    std::optional<std::size_t> seat_of(const Prospect& person, std::vector<RejectedRow>& rejected) const;
    [[nodiscard]] std::vector<Contact> contacts_of(const std::vector<SentMessage>& messages) const;
    void add(Contact& contact, const SentMessage& message) const;
    void add_open(Contact& contact, const SentMessage& message) const;
    /// None: it is not pending.
    [[nodiscard]] std::optional<Instant> pending_until(const SentMessage& message) const;

    Store& store_;
    ReportQuery query_;
    const WritingSeat& writer_;
    ConversationLog log_;
    FoldRun fold_run_;
    std::optional<IdleProjection> idle_;
    PlanInput input_;
    std::vector<SeatId> seats_;             ///< in the order of the input's
    std::vector<AccountState> states_;      ///< by supply
    std::map<SeatId, std::size_t> places_;  ///< among the seats
    mutable std::map<EventId, Instant> pending_;
    mutable bool has_pending_{false};
};

}  // namespace inmail::app
