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

/// Finds rows of an events file whose messages the ledger has from another source: an archive, a person, or another file. No
/// event is found twice, and none that the file itself brought.
class OtherSources {
  public:
    /// `own_command`: the command that imports the same source.
    OtherSources(Reader& ledger, const io::Zone& zone, Instant now, std::string own_command);

    /// The event in the row's second; none: the row is new, or has only a date.
    [[nodiscard]] std::optional<RecordedEvent> in_same_second(const EventRecord& row);
    /// For a row with only a date: an event from LinkedIn of that local day that an earlier import of the source found, else one
    /// for which nothing else was logged. Call it for such rows after all others, because it takes any of several events.
    [[nodiscard]] std::optional<RecordedEvent> on_same_day(const EventRecord& row);
    /// The person of the latest message in force of the conversation; none: the ledger has no message of it.
    [[nodiscard]] std::optional<std::string> person_in(const std::string& seat, const std::string& thread);
    /// The person as the ledger spells them, if the seat has a message with them in force.
    [[nodiscard]] std::optional<std::string> person_written_to(const std::string& seat, const std::string& prospect);
    /// Whether `on_same_day` might find one.
    [[nodiscard]] bool may_be_on_same_day(const EventRecord& row) { return find_on_day(row) != nullptr; }

  private:
    struct SeatMessages {
        KnownMessages known;
        /// Both lists by kind and person, without the import's own.
        std::map<std::pair<EventKind, std::string>, std::vector<const KnownMessage*>> archived, logged;
    };
    SeatMessages& messages_of(const std::string& handle);
    const KnownMessage* find_on_day(const EventRecord& row);
    /// Whether an import of the source recorded this very event.
    [[nodiscard]] bool brought_it(EventId event);
    [[nodiscard]] bool is_own(const KnownMessage& message);
    /// Whether an earlier import of the source found the event recorded already.
    [[nodiscard]] bool was_found_before(const KnownMessage& message);
    [[nodiscard]] RecordedEvent take(const KnownMessage& message);

    Reader& ledger_;
    const io::Zone& zone_;
    Instant now_;
    std::string own_command_;
    EventId last_before_;
    std::map<std::string, SeatMessages> messages_;  ///< by handle
    std::set<EventId> taken_;
    std::optional<std::vector<KnownRun>> found_before_;  ///< once they were asked for
};

}  // namespace inmail::app
