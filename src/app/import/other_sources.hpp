#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "import/known_messages.hpp"
#include "import/licence.hpp"
#include "import/licence_people.hpp"
#include "import/pairing.hpp"
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
    /// Whether the ledger has a message of the seat to the answer's person by the channel, which only such answers find, up to
    /// `until`.
    [[nodiscard]] bool has_sent(const EventRecord& answer, Channel channel, Instant until);
    /// Whether `on_same_day` might find one.
    [[nodiscard]] bool may_be_on_same_day(const EventRecord& row) { return find_on_day(row) != nullptr; }

    /// Asks at once for the messages that the functions for rows of a table need for these, where a question costs a round trip.
    void look_ahead(const std::vector<const EventRecord*>& rows);
    /// For rows of a table: the events that are the same, at most a day apart (`pair_up`). A name and an address are one person
    /// if they have the same words, and nobody else of the seat has them.
    /// `rows` are all of one or more groups (`group_of`).
    [[nodiscard]] std::vector<std::optional<EventId>> near(const std::vector<const EventRecord*>& rows);
    /// Rows of different groups are never the same event, nor rivals for one.
    [[nodiscard]] static std::uint32_t group_of(const EventRecord& row);
    /// Whether another source than this one has brought messages of the seat's licence. Reads those of other sources, not the
    /// source's own, which may be a million.
    [[nodiscard]] bool knows_others(const std::string& handle);
    /// Whether `near` or `logged_again` might find one.
    [[nodiscard]] bool may_be_near(const EventRecord& row);
    /// For a row that brought `own` before: the event that somebody has logged since, of the same local date; none: nobody has.
    [[nodiscard]] std::optional<RecordedEvent> logged_again(const EventRecord& row, const RecordedEvent& own);
    /// Whether the event has only a date, the row has a time of that date, and no answer stands at the event.
    [[nodiscard]] bool lacks_time(const RecordedEvent& event, const EventRecord& row);
    /// The one person of the seat's messages whose name or address has the same words, as the ledger spells them; none: there is
    /// none, or the person is among them already.
    [[nodiscard]] std::optional<std::string> spelling_with_words_of(const EventRecord& row);

  private:
    /// What may be the same as a row. A message by mail, by phone or with an invitation is never an InMail, so its channel
    /// counts.
    struct Subject {
        EventKind kind{EventKind::send};
        std::optional<Channel> other_way;  ///< none: LinkedIn's messages, whatever their channel
        std::string_view person;           ///< of a message that lives as long
        friend bool operator<(const Subject& a, const Subject& b) {
            return std::tie(a.kind, a.other_way, a.person) < std::tie(b.kind, b.other_way, b.person);
        }
    };
    [[nodiscard]] static std::string name_of_group(const EventRecord& row);
    [[nodiscard]] static Subject subject_of(EventKind kind, const std::optional<Channel>& channel, std::string_view person);
    struct SeatMessages {
        KnownMessages known;
        /// By subject, those that the ledger had before this import. `logged` has those by other ways, too.
        std::map<Subject, std::vector<const KnownMessage*>> archived, logged;
        std::map<std::string_view, const KnownMessage*> people;  ///< a message with each, by key
        std::map<std::string, std::vector<std::string_view>> people_by_words;
    };
    /// All of the seat's.
    SeatMessages& messages_of(const std::string& handle);
    /// Those with people who have the prospect's words. Valid until the next call.
    const SeatMessages& messages_with(const std::string& handle, const std::string& prospect);
    void find_people(SeatMessages& messages) const;
    struct SeatPeople {
        Licence licence;
        LicencePeople people;
    };
    SeatPeople& people_of(const std::string& handle);
    /// The keys of today that mean the row's person; the first is that of its own spelling.
    [[nodiscard]] static std::vector<std::string> keys_of(const SeatMessages& messages, const EventRecord& row);
    [[nodiscard]] PossibleTime time_of(const EventRecord& row) const;
    [[nodiscard]] bool is_own_table(const KnownMessage& message) const { return message.table == own_command_; }
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
    std::map<std::string, SeatMessages> messages_;                               ///< by handle
    std::map<std::string, SeatPeople> people_;                                   ///< by handle
    std::map<std::pair<std::string, std::string>, SeatMessages> messages_with_;  ///< by handle and words; the latest
    SeatMessages no_messages_;
    std::map<std::string, std::vector<RecordedEvent>> ahead_;  ///< by words; of the latest `look_ahead`
    BatchCommands commands_;
    std::map<std::string, bool> knows_others_;           ///< by handle
    std::optional<std::set<std::string>> others_seats_;  ///< with messages of other sources, once they were asked for
    std::set<EventId> taken_;
    std::optional<std::vector<KnownRun>> found_before_;  ///< once they were asked for
};

}  // namespace inmail::app
