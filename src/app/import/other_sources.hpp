#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "import/known_messages.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// Finds the messages of a file of events that the ledger has from another source: an archive, a hand, or another file. None is
/// found twice, and none that the file itself brought.
class OtherSources {
  public:
    /// `own_command`: that of imports of the same source.
    OtherSources(Reader& ledger, const io::Zone& zone, Instant now, std::string own_command);

    /// The event of the row's very second; none: the row tells something new, or tells its date alone.
    [[nodiscard]] std::optional<RecordedEvent> in_same_second(const EventRecord& row);
    /// Of a row that tells its date alone: LinkedIn's event of that local day for which nothing else was logged. Call it for
    /// such rows after all others: of several events it takes any.
    [[nodiscard]] std::optional<RecordedEvent> on_same_day(const EventRecord& row);
    /// Whether `on_same_day` might find one.
    [[nodiscard]] bool may_be_on_same_day(const EventRecord& row) { return find_on_day(row) != nullptr; }

  private:
    struct Messages {
        KnownMessages known;
        /// Of both lists, by kind and person. Those before the import alone.
        std::map<std::pair<EventKind, std::string>, std::vector<const KnownMessage*>> archived, logged;
    };
    Messages& messages_of(const std::string& handle);
    const KnownMessage* find_on_day(const EventRecord& row);
    [[nodiscard]] std::optional<RecordedEvent> take(const KnownMessage& message);

    Reader& ledger_;
    const io::Zone& zone_;
    Instant now_;
    std::string own_command_;
    EventId last_before_;
    std::map<std::string, Messages> messages_;  ///< by handle
    std::set<EventId> taken_;
};

}  // namespace inmail::app
