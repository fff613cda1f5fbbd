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
#include "outreach/account_periods.hpp"
#include "outreach/contacts.hpp"
#include "outreach/conversations.hpp"
#include "outreach/outreach_scope.hpp"

namespace inmail::app {

/// Makes the planner's data of the ledger's: what seats may send and hold, and what they know of the people.
class LedgerPlan {
  public:
    /// Of the query's seats only those write that its accounts and its team name. `writer` must outlive this, and what
    /// `sequences` give. `part`: where all lies that is asked about.
    LedgerPlan(Store& store, const ReportQuery& query, const WritingSeat& writer, const Sequences& sequences,
               InMailsTo inmails_to, OutreachScope part);
    /// The same for a list of people, to whom all write whom it gives credits.
    LedgerPlan(Store& store, const ReportQuery& query, const WritingSeat& writer, const Sequences& sequences,
               const std::vector<Prospect>& listed);

    /// Each person once, in the order of the list, without contacts. `list`: the file's name. Rows of one person for one seat are
    /// merged. Throws InvalidFile for rows of an unknown or another seat, for a connection without its seat, and for rows that
    /// contradict each other.
    [[nodiscard]] std::vector<PlannedProspect> each_once(std::vector<Prospect> listed, const std::string& list,
                                                         std::vector<MergedProspect>& merged) const;
    /// The people of a list, once.
    void add_prospects(std::vector<PlannedProspect> people);
    /// Of everyone in the part of the ledger.
    [[nodiscard]] std::map<std::string, Conversation> conversations() const;
    void add_contacts(PlannedProspect& person, const Conversation& conversation) const;

    [[nodiscard]] const PlanInput& input() const { return input_; }
    /// Of a seat that may send and has a plan at `t`.
    [[nodiscard]] const AccountState& account_of(std::size_t seat, Instant t) const;
    /// Of an account from which a seat may send.
    [[nodiscard]] const CreditSupply& supply_of(AccountId account) const { return input_.supplies[supplies_.at(account)]; }
    [[nodiscard]] SeatId seat(std::size_t place) const { return seats_[place]; }
    [[nodiscard]] const FoldRun& fold_run() const { return fold_run_; }

  private:
    void add_seats();
    void add_seat(SeatId id, std::vector<AccountPeriod> periods);
    [[nodiscard]] PlanPeriod plan_period(const AccountPeriod& period, bool may_send);
    [[nodiscard]] bool may_send(SeatId id, const std::vector<AccountPeriod>& periods) const;
    /// The place of the account's supply, which may be there already.
    [[nodiscard]] std::size_t add_supply(const AccountPeriod& period);
    void count_against_limits(const SentMessage& message);
    /// The seat that must write to the prospect; none: any.
    std::optional<std::size_t> seat_of(const Prospect& person, std::vector<RejectedRow>& rejected) const;
    /// Takes what another row of the person says into the first one.
    void merge(PlannedProspect& into, const PlannedProspect& other, std::vector<RejectedRow>& rejected) const;
    /// None: it is not pending.
    [[nodiscard]] std::optional<Instant> pending_until(EventId message) const;

    Store& store_;
    ReportQuery query_;
    const WritingSeat& writer_;
    OutreachScope part_;
    ContactSources sources_;
    ConversationLog log_;
    FoldRun fold_run_;
    std::optional<IdleProjection> idle_;
    PlanInput input_;
    std::vector<SeatId> seats_;                        ///< in the order of the input's
    std::vector<std::vector<AccountPeriod>> periods_;  ///< by seat
    std::map<AccountId, std::size_t> supplies_;        ///< their places
    std::map<SeatId, std::size_t> places_;             ///< among the seats
    mutable std::map<EventId, Instant> pending_;
    mutable bool has_pending_{false};
};

}  // namespace inmail::app
