#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail {

/// How far a ledger goes.
struct LedgerExtent {
    std::int64_t events{0};
    EventId last_event;                        ///< the one recorded last; none in an empty ledger
    std::optional<Instant> last_recorded_at;   ///< of that event
    std::optional<Instant> first_occurred_at;  ///< the earliest of all events
    std::string head;                          ///< hash of the last link, 64 hex digits; the chain's origin in an empty ledger
};

/// Events that one command recorded together.
struct Batch {
    std::string name;
    std::string command;       ///< that recorded it: "send", "import events team.csv"
    bool terms_follow{false};  ///< a user's own terms were recorded after it
    bool own{true};            ///< false: another user of the server recorded it; a file has one user
};

/// Whose LinkedIn archive was imported for a seat.
struct ArchiveOwner {
    SeatId seat;
    std::string owner;  ///< a prospect key
    std::string batch;  ///< the import's; empty: it recorded nothing, or an earlier version of the program set the owner
};

/// A run of events that an import found recorded already.
struct KnownRun {
    std::string command;  ///< the import's
    std::string batch;    ///< the import's; empty: it recorded nothing
    EventId after;        ///< the ledger's last event by then
    EventId first;        ///< of the run
    EventId last;         ///< inclusive

    [[nodiscard]] bool holds(EventId event) const { return first <= event && event <= last; }
};

/// In which zone an import read bare dates and times without an offset.
struct ImportZone {
    std::string batch;  ///< the import's; empty: it recorded nothing
    std::string zone;   ///< an IANA name
};

/// What a send, reply or bounce says in words.
struct MessageText {
    EventId event;
    ProspectId prospect;
    std::string campaign;
    std::string thread;
    std::string note;
};

/// All that a ledger holds.
class Reader : public FoldSource {
  public:
    [[nodiscard]] virtual LedgerExtent extent() = 0;

    /// Reads all events, `void` events and what they take back among them, in the order of recording.
    virtual void read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) = 0;
    /// The event of each key; none for an unknown one.
    [[nodiscard]] virtual std::vector<std::optional<RecordedEvent>> find_events(const std::vector<std::string>& keys) = 0;
    /// Passes the event of each id, in their order; null for an unknown one. An event is valid
    /// until the next is passed. `each` must not ask the ledger.
    virtual void pass_events(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each) = 0;
    /// The keys of events that begin with `prefix`, in the order of their text; at most `most`.
    [[nodiscard]] virtual std::vector<std::string> keys_beginning(const std::string& beginning, std::size_t most) = 0;
    /// The sends, replies and bounces of all seats that name the prospect, up to `until` and not taken back, by time.
    [[nodiscard]] virtual std::vector<RecordedEvent> messages_with(ProspectId prospect, Instant until) = 0;
    /// All events that name one of the prospects, what was taken back among them, in the order of recording.
    [[nodiscard]] virtual std::vector<RecordedEvent> records_with(const std::vector<ProspectId>& prospects) = 0;
    /// When the seat last sent the prospect anything from `from` to `until`, both inclusive, that is not taken back; none: never.
    [[nodiscard]] virtual std::optional<Instant> latest_send(SeatId seat, ProspectId prospect, Instant from, Instant until) = 0;
    /// The prospects with another spelling that have one of these keys today (RULES section 9, spellings of the first edition),
    /// key by key, in the order in which the ledger got them. Erased ones are left out.
    [[nodiscard]] virtual std::vector<std::string> spellings_of(const std::vector<std::string>& keys) = 0;
    [[nodiscard]] std::vector<std::string> spellings_of(const std::string& key) {
        return spellings_of(std::vector<std::string>{key});
    }
    /// Reads the name of every prospect, in the order in which the ledger got them. Erased ones are left out.
    virtual void read_prospects(const std::function<void(ProspectId, const std::string&)>& each) = 0;
    /// Reads the texts of the sends, replies and bounces of the seat, taken back or not, in the order of recording. None: of all.
    virtual void read_message_texts(std::optional<SeatId> seat, const std::function<void(const MessageText&)>& each) = 0;
    /// Reads batches, the latest first, until `each` returns false. A batch that was brought over in several runs comes once for
    /// each run. `each` may ask the store.
    virtual void read_batches(const std::function<bool(const Batch&)>& each) = 0;
    /// The command that recorded the batch: "send", "import events team.csv". Empty: there is no such batch.
    [[nodiscard]] virtual std::string command_of(const std::string& batch) = 0;
    /// Whose LinkedIn archives were imported, in the order in which the ledger learnt it.
    [[nodiscard]] virtual std::vector<ArchiveOwner> archive_owners() = 0;
    /// What imports found recorded already, in the order in which the ledger learnt it.
    [[nodiscard]] virtual std::vector<KnownRun> known_runs() = 0;
    /// The zones of the imports with this command, in the order in which the ledger learnt them.
    [[nodiscard]] virtual std::vector<ImportZone> zones_of_imports(const std::string& command) = 0;

    // The same, as values, or of one thing.
    [[nodiscard]] std::vector<std::optional<RecordedEvent>> find_events(const std::vector<EventId>& ids) {
        std::vector<std::optional<RecordedEvent>> found;
        found.reserve(ids.size());
        pass_events(
            ids, [&](const RecordedEvent* event) { found.push_back(event == nullptr ? std::nullopt : std::optional{*event}); });
        return found;
    }
    [[nodiscard]] std::optional<RecordedEvent> find_event(std::string_view key) {
        return find_events(std::vector<std::string>{std::string{key}}).front();
    }
    [[nodiscard]] std::optional<RecordedEvent> find_event(EventId id) { return find_events(std::vector<EventId>{id}).front(); }
};

}  // namespace inmail
