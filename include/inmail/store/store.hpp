#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/ledger_info.hpp"
#include "inmail/core/reconciler.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {

/// Which events a reader wants.
struct Scope {
    std::vector<AccountId> accounts;  ///< empty: all. Else these, with all that memberships link to them.
    Instant until{last_instant};      ///< occurred_at, inclusive
    std::optional<Instant> after{};   ///< occurred_at, exclusive; of `read` and what concerns checkpoint_instants alone
    std::optional<Instant> known_at;  ///< as if only events with recorded_at <= this existed (RULES section 2)
};

/// Where a fold can begin instead of at the first event: every seat and pool as it stood after all that happened up to `at`.
struct Checkpoint {
    Instant at;
    std::vector<AccountCheckpoint> parts;
};

/// That a seat once joined a pool, whenever, and taken back or not.
struct Membership {
    SeatId seat;
    PoolId pool;
};

/// Where checkpoint_instants are worth their room.
struct CheckpointSchedule {
    std::vector<Instant> instants;  ///< ascending
    std::int64_t events_apart{0};   ///< events that at least lie between one and the next
};

/// Of an undo to which nobody gave another: by it a ledger that imports the undo knows it for one.
[[nodiscard]] inline std::string note_of_undo(const std::string& batch) { return "undo of " + batch; }

/// Where events are kept, as the use cases see it: a file today, a database server tomorrow. Events are only ever
/// appended. Reads of one store see one snapshot; errors are those of errors.hpp.
class Store {
  public:
    virtual ~Store() = default;

    [[nodiscard]] virtual const LedgerInfo& info() const = 0;

    // Names. `find_*` takes a normalised name and gives nothing for one that the ledger does not know: for a seat or pool
    // that no `subscribe`, voided or not, ever named.
    [[nodiscard]] virtual std::optional<SeatId> find_seat(std::string_view handle) = 0;
    [[nodiscard]] virtual std::optional<PoolId> find_pool(std::string_view name) = 0;
    [[nodiscard]] virtual std::optional<PlanId> find_plan(std::string_view name) = 0;
    [[nodiscard]] virtual std::optional<RulebookId> find_rulebook(std::string_view name) = 0;
    [[nodiscard]] virtual std::optional<ProspectId> find_prospect(std::string_view key) = 0;
    [[nodiscard]] virtual std::string name_of(SeatId id) = 0;
    [[nodiscard]] virtual std::string name_of(PoolId id) = 0;
    [[nodiscard]] virtual std::string name_of(PlanId id) = 0;
    [[nodiscard]] virtual std::string name_of(RulebookId id) = 0;
    [[nodiscard]] virtual std::string name_of(ProspectId id) = 0;
    /// Handles that some `subscribe` of this ledger names (RULES section 7), sorted. A voided one, a mistyped name that was
    /// taken back, does not count.
    [[nodiscard]] virtual std::vector<std::string> seats() = 0;
    /// Pools that some `subscribe` of this ledger names, sorted; likewise.
    [[nodiscard]] virtual std::vector<std::string> pools() = 0;

    // Terms, as known at one moment.
    [[nodiscard]] virtual Rulebooks rulebooks(std::optional<Instant> known_at) = 0;
    [[nodiscard]] virtual std::vector<RulebookListing> rulebook_listings(std::optional<Instant> known_at) = 0;

    // Events.
    /// Unvoided events in the order of `fold_before`, `void` events left out, about so many at a time: what happens at one
    /// instant comes together. The pointers are good for the call alone.
    virtual void read(const Scope& scope, std::size_t about,
                      const std::function<void(const std::vector<const Event*>&)>& each) = 0;
    /// Each by itself.
    void read(const Scope& scope, const std::function<void(const Event&)>& each) {
        read(scope, 1, [&each](const std::vector<const Event*>& events) {
            for (const Event* event : events) each(*event);
        });
    }
    /// Every one that is recorded.
    [[nodiscard]] virtual std::vector<Membership> memberships() = 0;
    /// The latest checkpoint of the scope's accounts at an instant that the scope holds, as known at its `known_at`; nothing
    /// where none is kept. A cache: a fold from there gives what the fold of everything gives.
    [[nodiscard]] virtual std::optional<Checkpoint> checkpoint(const Scope& scope) = 0;
    [[nodiscard]] virtual CheckpointSchedule checkpoint_schedule(const Scope& scope) = 0;
    /// Keeps one at the end of a day for the scope's accounts, all of whose events up to then have been folded. Where that
    /// cannot be done at once it is left undone.
    virtual void keep_checkpoint(const Scope& scope, Instant at, const std::function<std::string(AccountId)>& state_of) = 0;
    /// The instants at which any is kept, ascending.
    [[nodiscard]] virtual std::vector<Instant> checkpoint_instants() = 0;
    /// The seats and pools of which a wrong state is kept at `at`, where `state_of` is right.
    [[nodiscard]] virtual std::vector<AccountId> wrong_checkpoints(Instant at,
                                                                   const std::function<std::string(AccountId)>& state_of) = 0;
    /// All events, voids and voided ones included, in the order of recording.
    virtual void read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) = 0;
    [[nodiscard]] virtual std::optional<RecordedEvent> find_event(std::string_view key) = 0;
    [[nodiscard]] virtual std::optional<RecordedEvent> find_event(EventId id) = 0;
    /// Which event has the key, for who wants no more of it.
    [[nodiscard]] virtual std::optional<EventId> event_with(std::string_view key) = 0;
    /// The latest free message of the seat to the prospect up to `until`, if any (a send over a free channel).
    [[nodiscard]] virtual std::optional<RecordedEvent> last_free_send(SeatId seat, ProspectId prospect, Instant until) = 0;
    [[nodiscard]] virtual std::int64_t event_count() = 0;
    /// The recorded_at of the last event; nothing in an empty ledger.
    [[nodiscard]] virtual std::optional<Instant> last_recorded_at() = 0;
    /// The occurred_at of the first event; nothing in an empty ledger.
    [[nodiscard]] virtual std::optional<Instant> first_occurred_at() = 0;
    /// Keys of the unvoided, non-void events of a batch; empty for an unknown batch.
    [[nodiscard]] virtual std::vector<std::string> live_keys_of_batch(std::string_view batch) = 0;
    /// The last batch that still has an unvoided, non-void event: what `undo` takes back. Nothing where there is none, or
    /// where a `void` (imported ones count) or an import of terms came after it, which cannot be taken back.
    [[nodiscard]] virtual std::optional<std::string> last_live_batch() = 0;

    /// The owner (a prospect key) of the LinkedIn archives that were imported for the seat; nothing before the first.
    [[nodiscard]] virtual std::optional<std::string> archive_owner(SeatId seat) = 0;

    /// The hash of the last event, 64 hex digits (of the empty chain where there is none).
    [[nodiscard]] virtual std::string head() = 0;
    /// Who else may change the ledger, past this program: no promise holds then. One sentence a problem.
    [[nodiscard]] virtual std::vector<std::string> access_problems() = 0;
    /// What the store itself can prove or refute of what it holds: the file's integrity, its migrations, triggers, every hash.
    /// One sentence a problem; empty: sound.
    /// `known_head`: 64 hex digits that somebody noted down once; the chain must have grown from it. Empty: none.
    [[nodiscard]] virtual std::vector<std::string> verify(const std::string& known_head) = 0;
    /// Files that copies of this ledger were written to, by `backup` and before something happened to it; those that are gone
    /// left out.
    [[nodiscard]] virtual std::vector<std::string> copies() = 0;
    /// What people typed that stands beside the events and is never erased: commands with the names of files, paths of backups,
    /// names of teams and batches, titles and sources of their own terms. Each once.
    [[nodiscard]] virtual std::vector<std::string> texts_beside_events() = 0;

    // Writing.
    /// Rewrites the file and empties its log, so that nothing of what was erased stays in either. Throws MachineFailure where
    /// others are reading for too long.
    virtual void scrub() = 0;
    /// Where a record came from, where a whole ledger is brought over (an import into an empty one).
    struct Provenance {
        Instant recorded_at;
        std::string recorded_by;
        std::string batch;
    };

    /// One write, from a check to its record: begins at once with the ledger's write lock, sees what it appended, and is
    /// durable when `commit` returns. Without `commit` nothing of it stays.
    class Transaction {
      public:
        virtual ~Transaction() = default;
        /// Appends a sound record whose key is new; an empty key gets one. Names of seats, pools and prospects that are new
        /// are added; plans, rulebooks and the `ref` of a void must be known. Throws Defect otherwise.
        /// Returns the event as it now stands in the ledger; good until the next call.
        virtual const RecordedEvent& append(const EventRecord& record, const Provenance* provenance = nullptr) = 0;
        /// Appends rows of terms of a user's own, creating rulebooks that are new with that title. Rows with a recorded_at keep
        /// it.
        virtual void append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) = 0;
        virtual void set_archive_owner(SeatId seat, const std::string& owner) = 0;
        /// Erases a known prospect's name and its salt; events keep a stand-in, and the chain its digest. See `scrub`.
        virtual void forget(const std::string& prospect) = 0;
        /// The batch that its events stand in, for `void --batch`.
        [[nodiscard]] virtual const std::string& batch() const = 0;
        /// When its events are recorded: `now`, or the last recorded_at where the clock went back (RULES section 2).
        [[nodiscard]] virtual Instant recorded_at() const = 0;
        virtual void commit() = 0;
    };
    /// `command` says in a word or two what wrote ("send", "import events team.csv").
    [[nodiscard]] virtual std::unique_ptr<Transaction> begin(Instant now, const std::string& command) = 0;
};

}  // namespace inmail
