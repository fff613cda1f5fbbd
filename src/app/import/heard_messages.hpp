#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "import/archive_source.hpp"
#include "import/batch.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"
#include "import/matching.hpp"

namespace inmail::app {

/// A message that LinkedIn tells, in this archive or an earlier one.
struct Heard {
    const io::ArchiveMail* mail{nullptr};       ///< null: only an earlier archive told it
    const KnownMessage* earlier{nullptr};       ///< then: the event
    KeyStanding standing{};                     ///< of the mail
    const KnownMessage* logged{nullptr};        ///< the same event as somebody logged it, in force; null: nobody did
    const KnownMessage* other_answer{nullptr};  ///< of a new answer: the one that an earlier archive told of the same send

    /// Whether it is to be recorded, unless another event is the same.
    [[nodiscard]] bool is_new() const;
};

/// What LinkedIn tells of one licence, and what the ledger has of each message.
class HeardMessages {
  public:
    HeardMessages(ImportBatch& batch, const ArchiveSource& source, const Licence& licence, const KnownMessages& known);

    /// The archive's messages in its order, then those that only earlier archives told.
    [[nodiscard]] const std::vector<Heard>& all() const { return all_; }
    /// Logged messages in force that are none of these, by time.
    [[nodiscard]] const std::vector<const KnownMessage*>& only_logged() const { return only_logged_; }

    /// As the conversation's person is spelled in the ledger: a later archive may hide the name, or show one at last.
    [[nodiscard]] std::string prospect_of(const io::ArchiveMail& mail) const;
    /// Spells the conversation's person from now on, if nothing has. Returns the spelling.
    const std::string& spell(const io::ArchiveMail& mail, const std::string& prospect);
    /// Whether the DATE has no time.
    [[nodiscard]] bool has_date_alone(const io::ArchiveMail& mail) const { return date_alone_.count(mail.line) != 0; }
    /// Whether the conversation of what was logged decides which message an answer answers (RULES section 4, reply).
    [[nodiscard]] bool needs_conversation(const io::ArchiveMail& mail, const KnownMessage& logged) const;

  private:
    /// How many messages LinkedIn tells of one person.
    struct Dialogue {
        std::int64_t sends{0};
        std::int64_t answers{0};
    };

    void look_up();
    [[nodiscard]] KeyStanding standing_of(const io::ArchiveMail& mail);
    void count_dialogues();
    void find_logged();
    [[nodiscard]] HeardMessage to_match(const Heard& heard) const;
    [[nodiscard]] LoggedMessage to_match(const KnownMessage& logged) const;
    void find_other_answers();

    ImportBatch& batch_;
    const ArchiveSource& source_;
    const Licence& licence_;
    const KnownMessages& known_;
    std::vector<Heard> all_;
    std::vector<const KnownMessage*> only_logged_;
    std::map<std::string, Dialogue> dialogues_;    ///< by person
    std::set<std::int64_t> date_alone_;            ///< lines
    std::map<std::string, std::string> prospect_;  ///< by conversation
};

/// The prospect keys that may mean whom the mail is with, the archive's own first. `in_ledger`: as the ledger spells them.
[[nodiscard]] std::vector<std::string> people_of(const io::ArchiveMail& mail, const std::string& in_ledger);

}  // namespace inmail::app
