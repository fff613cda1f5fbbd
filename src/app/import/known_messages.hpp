#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/licence.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// With it begin the keys of all that archives of LinkedIn told.
constexpr std::string_view archive_key_prefix = "li:";

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
    std::string replaced_by{};  ///< the family of what stands for it, because LinkedIn told of it, too; empty: it is in force

    /// Whether it was told by its date alone: it stands at 00:00 UTC.
    [[nodiscard]] bool has_date_alone() const { return begins_utc_date(at); }
};

/// What the ledger knows of the messages of one licence.
class KnownMessages {
  public:
    KnownMessages(Reader& ledger, const Licence& licence);

    /// Typed or from tables: in force, or taken back because an archive's record stands for them. What was sent by mail or phone,
    /// or with an invitation, is left out, because no archive has it.
    [[nodiscard]] const std::vector<KnownMessage>& logged() const { return logged_; }
    /// From archives, in force.
    [[nodiscard]] const std::vector<KnownMessage>& heard() const { return heard_; }
    /// Under which prospect the conversation stands; null: the ledger does not know it.
    [[nodiscard]] const std::string* prospect_of(const std::string& thread) const;
    /// Whether the licence has a message to that person at this very instant, in force or not.
    [[nodiscard]] bool has_send(const std::string& person, Instant at) const { return sends_.count({person, at}) != 0; }
    /// Whether the event was recorded in the place of one that somebody logged: what it says but for its time is theirs.
    [[nodiscard]] bool keeps_logged_facts(const RecordedEvent& heard) const;
    [[nodiscard]] bool stands_for_logged(const KnownMessage& heard) const;
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
    void learn_replaced(Reader& ledger);
    void learn_replaced(KnownMessage message, const RecordedEvent& taken_back);

    std::vector<KnownMessage> logged_;
    std::vector<KnownMessage> heard_;
    std::map<std::string, std::pair<KnownMessage, EventId>>
        taken_back_;  ///< by family of which none is in force: the last, with its void
    std::map<std::string, std::string> prospect_of_thread_;
    std::set<std::pair<std::string, Instant>> sends_;
    std::set<std::string> replacing_;        ///< families of what stands for something logged
    std::map<std::string, bool> is_import_;  ///< by batch
    EventId last_imported_;                  ///< in force
    std::optional<FirstStint> first_stint_;
};

}  // namespace inmail::app
