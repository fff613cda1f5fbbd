#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "inmail/app/import/import_result.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// Finds what an import changed, earlier events included: folds the accounts that it names without it and with it.
class EffectsOfImport {
  public:
    /// `last_before`: the last event before the import.
    explicit EffectsOfImport(EventId last_before) : last_before_(last_before) {}

    /// Call it for each event that is recorded,
    void recorded(const EventRecord& record);
    /// and for each that is taken back. `stand_in`: the key of the event in its place; empty: there is none.
    void taken_back(const RecordedEvent& event, std::string stand_in = {});
    /// Adds what changed to `result`, and warns of answers that now lie before their send and so answer nothing.
    void report(Reader& ledger, Instant now, ImportResult& result) const;

  private:
    void add_account(const EventRecord& record);
    /// The stand-ins by the events that were taken back.
    [[nodiscard]] std::map<EventId, EventId> stand_ins(Reader& ledger) const;

    EventId last_before_;
    std::vector<EventId> taken_back_;                         ///< of those up to last_before_
    std::vector<std::pair<std::string, EventId>> stand_ins_;  ///< by key: what it stands for
    std::set<std::string> seats_;
    std::set<std::string> pools_;
    std::optional<Instant> earliest_;
};

}  // namespace inmail::app
