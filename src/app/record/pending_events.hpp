#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "inmail/store/event_of.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// An event that is about to be recorded.
struct PendingEvent : EventRecord {
    RecordIds ids;  ///< those of its own and of new names are provisional; of a `void` seat and pool are its target's
};

/// A ledger as it will be once some events are recorded, for a fold in memory: nothing is written. Pending events belong to
/// every scope, as a recording asks about the accounts that its events name. Ids of new names and events are provisional.
class PendingEvents final : public FoldSource {
  public:
    /// The reader must outlive this, and show one state of the ledger. Generates keys as of `now`.
    PendingEvents(Reader& stored, Instant now);
    ~PendingEvents() override;

    /// Adds an event. It is sound, its key is new (and generated if empty), and the plan, rulebook and `ref` that it names
    /// are known. `target`: what a `void` takes back.
    const PendingEvent& add(EventRecord record, const RecordedEvent* target = nullptr);
    /// Whether one of them voids this event.
    [[nodiscard]] bool takes_back(EventId event) const { return taken_back_.count(event) != 0; }
    /// In the order in which they were added.
    [[nodiscard]] const std::deque<PendingEvent>& events() const { return events_; }

    [[nodiscard]] const LedgerInfo& info() const override { return stored_.info(); }
    [[nodiscard]] std::vector<std::uint32_t> ids_of(NameKind kind, const std::vector<std::string>& names) override;
    [[nodiscard]] std::vector<std::string> names_of(NameKind kind, const std::vector<std::uint32_t>& ids) override;
    [[nodiscard]] std::vector<std::string> subscribed(AccountId::Kind kind) override { return stored_.subscribed(kind); }
    [[nodiscard]] std::vector<StoredTerms> terms(std::optional<Instant> known_at) override { return stored_.terms(known_at); }
    using FoldSource::read;
    void read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) override;
    [[nodiscard]] std::vector<AccountLink> links() override;
    [[nodiscard]] CheckpointKeeper* checkpoints() override;

  private:
    class Checkpoints;

    /// The id of a name that an event gives; a provisional id if the name is new.
    [[nodiscard]] std::uint32_t id_for(NameKind kind, const std::string& name);
    /// The scope as the store is asked for it; none: it holds nothing of the scope.
    [[nodiscard]] std::optional<Scope> stored_scope(Scope scope) const;

    Reader& stored_;
    Instant now_;
    std::optional<LedgerExtent> extent_;
    std::deque<PendingEvent> events_;
    std::vector<Event> folded_;  ///< all but voids, in the order of `fold_before`
    std::set<EventId> taken_back_;
    std::vector<AccountLink> links_;
    Instant unchanged_before_{last_instant};  ///< when the first of what changes happened
    std::map<std::pair<NameKind, std::string>, std::uint32_t> new_ids_;
    std::vector<std::string> new_names_;  ///< by provisional id, from first_provisional_id on
    std::unique_ptr<Checkpoints> checkpoints_;
};

}  // namespace inmail::app
