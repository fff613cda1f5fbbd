#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "inmail/app/import/import.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// What came of the events that an import recorded: folds once the accounts that they name.
class EffectsOfImport {
  public:
    /// Call it for each event that is recorded; for those that are taken back as well.
    void recorded(const EventRecord& record);
    /// Counts what the events after `last_before` did, and warns of answers that lie before the send.
    void tell(Reader& ledger, EventId last_before, Instant now, ImportResult& result) const;

  private:
    std::set<std::string> seats_;
    std::set<std::string> pools_;
    std::optional<Instant> earliest_;
};

}  // namespace inmail::app
