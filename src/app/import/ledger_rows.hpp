#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/event_import.hpp"
#include "inmail/app/import/import_result.hpp"
#include "inmail/app/record/erase.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Throws InvalidRequest if the ledgers have other default rulebooks. `name`: the other one's.
void require_one_rulebook(const Store& store, const Store& other, const std::string& name);

/// Forgets whom another ledger, of that name, has forgotten.
[[nodiscard]] EraseResult forget_as_told(Store& store, const std::vector<ProspectId>& people, const std::string& by,
                                         const ImportOptions& options);

/// Which events of another ledger are taken.
struct LedgerRowRules {
    /// Both ledgers will take from each other. Then what was taken back before it got here stays there, with its void, closes
    /// stay without a word, and an event that both have is left to its void. False: the other ledger is read once.
    bool both_ways{false};
    /// Why the ledger does not take an event that it lacks. `target`: of a void, the event here. May be empty.
    std::function<std::optional<RecordFlaw>(const RecordedEvent& event, const RecordedEvent* target)> flaw_of{};
    /// Whether an event stays where it is. May be empty.
    std::function<bool(const RecordedEvent& event)> stays{};
};

/// The events of another ledger as rows of an import. A row counts as its event's number there.
class LedgerRows {
  public:
    /// `from` may be read once for each attempt of an import.
    LedgerRows(Store& into, Store& from, LedgerRowRules rules);

    /// The people of events that both have, whose names the other ledger has erased and this one has not.
    [[nodiscard]] std::vector<ProspectId> people_erased_there();
    /// Gives the import all rows that count. Returns how many there are.
    std::int64_t read(EventImport& import, ImportResult& result);

  private:
    void take(std::vector<RecordedEvent>& events, EventImport& import, ImportResult& result);
    void take_known(RecordedEvent& event, const RecordedEvent& here, EventImport& import, ImportResult& result);
    void take_row(RecordedEvent&& event, EventImport& import);

    Store& into_;
    Store& from_;
    LedgerRowRules rules_;
    std::map<std::string, std::string> names_here_;  ///< by the stand-in that the other ledger has for the erased name
    std::int64_t rows_{0};
};

}  // namespace inmail::app
