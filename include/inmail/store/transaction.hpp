#pragma once

#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {

/// Another program has recorded what the transaction read, so nothing of it is recorded. Begin again, and judge again.
class HeadMoved : public FailedMachine {
  public:
    HeadMoved() : FailedMachine(machine_fault::LedgerUnusable{machine_fault::LedgerUnusable::Why::others_record}) {}
};

/// Where an event of another ledger came from, when a whole ledger is imported into an empty one.
struct Provenance {
    Instant recorded_at;
    std::string recorded_by;  ///< empty: the user who runs this command
    std::string batch;        ///< empty: this transaction's own
};

/// One write, all or nothing: what is not committed is gone when this ends. It applies to the state of the ledger that was read
/// since `Store::begin`. A store keeps other writers out meanwhile, or finds at the commit that they have changed what was read.
class Transaction {
  public:
    virtual ~Transaction() = default;

    /// Appends a sound record. An empty key is given one; any other must be new in the ledger. Adds names of seats, pools and
    /// prospects that are new; throws Defect for an unknown plan, rulebook or `ref`. `provenance`: none: recorded here and now.
    /// Throws InputError if its recorded_at lies before that of the last event. A store may hold the event back until a read
    /// or the commit needs it. The id is provisional: events of others may come before it at the commit.
    virtual EventId append(const EventRecord& record, const Provenance* provenance = nullptr) = 0;
    /// Appends a user's own rows of terms. A rulebook that is new gets `new_title`. A row that has a recorded_at keeps it.
    virtual void append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) = 0;
    /// `owner`: a prospect key. It belongs to the batch of the events appended before.
    virtual void set_archive_owner(SeatId seat, const std::string& owner) = 0;
    /// Notes that the import found the events from `first` to `last` recorded already. It belongs to the batch of the events
    /// appended before.
    virtual void note_known_run(EventId first, EventId last) = 0;
    /// Notes the zone, an IANA name, in which the import read times. It counts for the batch of what was appended before.
    virtual void note_import_zone(const std::string& zone) = 0;
    /// Call it once all events are appended, before a fold reads many: a store may let go of the memory that appending took.
    virtual void release_memory() = 0;
    /// The command that it is recorded under.
    [[nodiscard]] virtual const std::string& command() const = 0;
    /// The name of the batch that its events form, for `void --batch`. Final once it is committed.
    [[nodiscard]] virtual const std::string& batch() const = 0;
    /// Makes it durable. Once only. Throws HeadMoved.
    virtual void commit() = 0;
};

}  // namespace inmail
