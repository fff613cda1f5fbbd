#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "import/archive_people.hpp"
#include "import/archive_source.hpp"
#include "import/archived.hpp"
#include "import/batch.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"
#include "import/matching.hpp"

namespace inmail::app {

/// What LinkedIn tells of one licence, and what the ledger has of each message.
class ArchiveMessages {
  public:
    ArchiveMessages(ImportBatch& batch, Reader& ledger, const ArchiveSource& source, const Licence& licence,
                    const KnownMessages& known);

    /// The archive's messages in its order, then those that only earlier archives told.
    [[nodiscard]] const std::vector<Archived>& all() const { return all_; }
    /// What earlier archives told as InMails and answers, and LinkedIn's conversations show as ordinary messages.
    [[nodiscard]] const std::vector<KnownOrdinary>& known_ordinary() const { return known_ordinary_; }
    /// Logged messages in force that are none of these, by time.
    [[nodiscard]] const std::vector<const KnownMessage*>& only_logged() const { return only_logged_; }
    [[nodiscard]] const ArchivePeople& people() const { return people_; }

    /// Whether the DATE has no time.
    [[nodiscard]] bool has_only_date(const io::ArchiveMail& mail) const { return dates_only_.count(mail.line) != 0; }
    /// Whether its conversation decides which message an answer answers (RULES section 4, reply).
    [[nodiscard]] bool conversation_decides(const Archived& archived) const;
    /// Whether what was logged says too little to stand for the mail: it lacks a conversation that decides, or LinkedIn tells
    /// another message of that very second.
    [[nodiscard]] bool needs_more(const Archived& archived, const KnownMessage& logged) const;

  private:
    /// How many messages LinkedIn tells of one person.
    struct Dialogue {
        std::int64_t sends{0};
        std::int64_t answers{0};
        std::multiset<std::int64_t> seconds;
    };

    void look_up(Reader& ledger);
    void find_people();
    [[nodiscard]] KeyStanding standing_of(const io::ArchiveMail& mail);
    void count_dialogues();
    void find_logged(std::set<EventId>& matched);
    /// Of messages that an archive told in the very second in which somebody logged them.
    void find_confirmed(std::set<EventId>& matched);
    [[nodiscard]] ArchiveMessage to_match(const Archived& archived) const;
    [[nodiscard]] LoggedMessage to_match(const KnownMessage& logged) const;
    void find_only_logged(const std::set<EventId>& matched);

    ImportBatch& batch_;
    const ArchiveSource& source_;
    const Licence& licence_;
    const KnownMessages& known_;
    ArchivePeople people_;
    std::vector<Archived> all_;
    std::vector<KnownOrdinary> known_ordinary_;
    std::vector<const KnownMessage*> only_logged_;
    std::map<std::string, Dialogue> dialogues_;  ///< by person
    std::set<std::int64_t> dates_only_;          ///< lines
};

}  // namespace inmail::app
