#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/licence.hpp"
#include "inmail/chain/event_key.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// A send, reply or bounce of the ledger.
struct KnownMessage {
    EventId id;
    EventKind kind{EventKind::send};
    Instant at;
    std::string seat;
    std::string prospect;
    std::string person;  ///< the prospect's key of today
    std::string key;
    std::string thread;
    bool is_erased{false};      ///< `prospect` is a stand-in for an erased name
    bool by_import{false};      ///< an import of archives recorded it
    bool has_only_date{false};  ///< it was told by its date alone
    bool is_confirmed{false};   ///< somebody logged it, and an archive told it in the very same second
    std::string replaced_by{};  ///< the family of what stands for it, because LinkedIn told of it, too; empty: it is in force
};

/// What the ledger knows of the messages of one licence.
class KnownMessages {
  public:
    KnownMessages(Reader& ledger, const Licence& licence);

    /// Typed or from tables: in force, or taken back because an archive's record stands for them. What was sent by mail or phone,
    /// or with an invitation, is left out, because no archive has it.
    [[nodiscard]] const std::vector<KnownMessage>& logged() const { return logged_; }
    /// From archives, in force.
    [[nodiscard]] const std::vector<KnownMessage>& archived() const { return archived_; }
    /// The latest message in force of the conversation that an archive told, or somebody logged; null: there is none.
    [[nodiscard]] const KnownMessage* archived_in(const std::string& thread) const;
    [[nodiscard]] const KnownMessage* logged_in(const std::string& thread) const;
    /// Whether an archive told a message in force with that person.
    [[nodiscard]] bool has_archived(const std::string& person) const { return archived_sends_.count(person) != 0; }
    /// The last send to that person at or before `t` that an archive told; null: there is none.
    [[nodiscard]] const KnownMessage* last_archived_send(const std::string& person, Instant t) const;
    /// Whether the licence has a message to that person at this very instant, in force or not.
    [[nodiscard]] bool has_send(const std::string& person, Instant at) const { return sends_.count({person, at}) != 0; }
    /// Whether the archive's event of that key was recorded in the place of one that somebody logged: its channel is a person's
    /// word.
    [[nodiscard]] bool stands_for_logged(const std::string& key) const;
    /// Whether the ledger had it when an archive of the licence came in last.
    [[nodiscard]] bool is_settled(const KnownMessage& logged) const;
    /// Of the seat itself; none: it has none.
    struct FirstStint {
        Instant at;
        std::string plan;  ///< empty: a pool's
    };
    [[nodiscard]] const std::optional<FirstStint>& first_stint() const { return first_stint_; }

  private:
    void learn(Reader& ledger, const RecordedEvent& event);
    [[nodiscard]] bool is_of_import(Reader& ledger, const std::string& batch);
    void index();
    void find_confirmed(Reader& ledger);
    void learn_replaced(Reader& ledger);
    void learn_replaced(KnownMessage message, const RecordedEvent& taken_back);

    std::vector<KnownMessage> logged_;
    std::vector<KnownMessage> archived_;
    std::map<std::string, std::pair<KnownMessage, EventId>>
        taken_back_;                                          ///< by family of which none is in force: the last, with its void
    std::map<std::string, const KnownMessage*> archived_in_;  ///< by thread
    std::map<std::string, const KnownMessage*> logged_in_;    ///< likewise
    std::map<std::string, std::vector<const KnownMessage*>> archived_sends_;  ///< by person with a message, by time
    std::set<std::pair<std::string, Instant>> sends_;
    std::set<std::string> replacing_;        ///< families of what stands for something logged
    std::map<std::string, bool> is_import_;  ///< by batch
    EventId last_imported_;                  ///< in force
    std::optional<FirstStint> first_stint_;
};

}  // namespace inmail::app
