#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "import/licence.hpp"
#include "import/pairing.hpp"
#include "inmail/chain/event_key.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// A send, reply or bounce of the ledger.
struct KnownMessage {
    EventId id;
    EventId first;  ///< of its family
    EventKind kind{EventKind::send};
    Instant at;
    std::string seat;
    std::string prospect;
    std::string person;        ///< the prospect's key of today
    std::string first_person;  ///< the same of its family's first event
    std::string table;         ///< the command that brought that event from a table; empty: it came otherwise
    std::string key;
    std::string thread;
    std::optional<Channel> channel;
    bool is_erased{false};      ///< `prospect` is a stand-in for an erased name
    bool by_import{false};      ///< an import of archives recorded it
    bool has_only_date{false};  ///< it came with a date and no time
    bool is_confirmed{false};   ///< somebody logged it, and an archive has it in the same second
    std::string replaced_by{};  ///< the family of the archive's event that stands for it; empty: it is in force
};

/// The commands that recorded batches. Each is asked for once.
class BatchCommands {
  public:
    explicit BatchCommands(Reader& ledger) : ledger_(ledger) {}
    /// Empty: there is no such batch.
    [[nodiscard]] const std::string& of(const std::string& batch);

  private:
    Reader& ledger_;
    std::map<std::string, std::string> commands_;  ///< by batch
};

/// What the ledger knows of the messages of one licence, or of those with some people.
class KnownMessages {
  public:
    KnownMessages(Reader& ledger, const Licence& licence);
    /// `events`: all with some people, under all their spellings. Only their messages in force are known: not what was replaced,
    /// what an archive confirms, and the first stint.
    KnownMessages(Reader& ledger, const Licence& licence, const std::vector<RecordedEvent>& events, BatchCommands& commands);
    /// No messages.
    KnownMessages() = default;

    /// Messages that were typed or came from tables, in force or replaced by an archive's. Messages by mail, by phone or with an
    /// invitation are left out, because no archive has them.
    [[nodiscard]] const std::vector<KnownMessage>& logged() const { return logged_; }
    /// Messages from archives, in force, and what somebody made of them by an edit.
    [[nodiscard]] const std::vector<KnownMessage>& archived() const { return archived_; }
    /// Messages in force by mail, by phone or with an invitation.
    [[nodiscard]] const std::vector<KnownMessage>& by_other_ways() const { return by_other_ways_; }
    /// The latest message in force of the conversation: from archives, or logged. Null: there is none.
    [[nodiscard]] const KnownMessage* archived_in(const std::string& thread) const;
    [[nodiscard]] const KnownMessage* logged_in(const std::string& thread) const;
    /// Whether a message in force with that person came from an archive.
    [[nodiscard]] bool has_archived(const std::string& person) const { return archived_sends_.count(person) != 0; }
    /// The last send from an archive to that person at or before `t`; null: there is none.
    [[nodiscard]] const KnownMessage* last_archived_send(const std::string& person, Instant t) const;
    /// When a logged message may have been sent.
    [[nodiscard]] PossibleTime time_of(const KnownMessage& logged, const io::Zone& zone) const;
    /// Whether somebody edited an archive's event, so that it has this key now.
    [[nodiscard]] bool is_edited(const std::string& key) const { return edited_.count(key) != 0; }
    /// Whether the edit changed the person.
    [[nodiscard]] bool is_person_edited(const std::string& key) const;
    /// Whether the archive's event of that key replaced one that somebody logged. Its channel is then what that person said.
    [[nodiscard]] bool stands_for_logged(const std::string& key) const;
    /// Whether the ledger had it when an archive of the licence was last imported.
    [[nodiscard]] bool is_settled(const KnownMessage& logged) const;
    /// The first stint of the seat itself.
    struct FirstStint {
        Instant at;
        std::string plan;  ///< empty: a pool's
    };
    [[nodiscard]] const std::optional<FirstStint>& first_stint() const { return first_stint_; }

  private:
    void learn(Reader& ledger, const RecordedEvent& event, BatchCommands& commands);
    void learn_first_events(Reader& ledger, const Licence& licence, const std::vector<RecordedEvent>& events,
                            BatchCommands& commands);
    /// Whether the licence has a send to that person at the answer's very instant, in force or not. The person may have been
    /// spelled otherwise by then.
    [[nodiscard]] bool stands_at_send(const KnownMessage& answer) const {
        return sends_.count({answer.person, answer.at}) != 0 || sends_.count({answer.first_person, answer.at}) != 0;
    }
    /// The archive's event that somebody edited to this one, once or several times; none: it was no archive's.
    [[nodiscard]] std::optional<RecordedEvent> edited_from(Reader& ledger, const RecordedEvent& event, BatchCommands& commands);
    void sort();
    void index();
    void find_confirmed(Reader& ledger);
    void learn_replaced(Reader& ledger);
    void learn_replaced(Reader& ledger, KnownMessage message, const RecordedEvent& taken_back);
    /// The family whose event stands for that of this one.
    [[nodiscard]] std::string last_of(Reader& ledger, std::string family) const;

    std::vector<KnownMessage> logged_;
    std::vector<KnownMessage> archived_;
    std::vector<KnownMessage> by_other_ways_;
    std::map<std::string, std::pair<KnownMessage, EventId>>
        taken_back_;  ///< by family of which none is in force: the last, with its void
    /// By family of which one was taken back: its first event, that one's person and table.
    std::map<std::string, std::tuple<EventId, std::string, std::string>> first_of_taken_back_;
    std::map<std::string, EventId> archived_taken_back_;                      ///< of archives' families likewise: the void
    std::map<std::string, const KnownMessage*> archived_in_;                  ///< by thread
    std::map<std::string, const KnownMessage*> logged_in_;                    ///< likewise
    std::map<std::string, std::vector<const KnownMessage*>> archived_sends_;  ///< by person with a message, by time
    std::set<std::pair<std::string, Instant>> sends_;
    std::set<std::string> replacing_;     ///< families of what stands for something logged
    std::map<std::string, bool> edited_;  ///< by key: whether the edit changed the person
    EventId last_imported_;               ///< in force
    std::optional<FirstStint> first_stint_;
};

}  // namespace inmail::app
