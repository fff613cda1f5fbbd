#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "import/archive_people.hpp"
#include "import/archive_source.hpp"
#include "import/archived_message.hpp"
#include "import/batch.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"
#include "import/matching.hpp"

namespace inmail::app {

/// LinkedIn's messages of one licence, each with what the ledger has of it.
class ArchiveMessages {
  public:
    ArchiveMessages(ImportBatch& batch, Store& ledger, const ArchiveSource& source, const Licence& licence,
                    const KnownMessages& known);

    /// The archive's messages in its order, then those that only earlier archives have.
    [[nodiscard]] const std::vector<ArchivedMessage>& all() const { return all_; }
    /// InMails and answers of earlier archives that the whole conversations show to be ordinary messages.
    [[nodiscard]] const std::vector<KnownOrdinary>& known_ordinary() const { return known_ordinary_; }
    /// Logged messages in force that LinkedIn lacks, by time.
    [[nodiscard]] const std::vector<const KnownMessage*>& only_logged() const { return only_logged_; }
    [[nodiscard]] const ArchivePeople& people() const { return people_; }

    /// Whether the mail's DATE has no time.
    [[nodiscard]] bool has_only_date(const io::ArchiveMail& mail) const { return dates_only_.count(mail.line) != 0; }
    /// Whether the conversation decides which message an answer answers (RULES section 4, reply).
    [[nodiscard]] bool conversation_decides(const ArchivedMessage& archived) const;
    /// Whether the logged message says too little to stand for the mail: it lacks the conversation that decides, or LinkedIn has
    /// another message in that second.
    [[nodiscard]] bool needs_more(const ArchivedMessage& archived, const KnownMessage& logged) const;

  private:
    /// LinkedIn's messages with one person, counted.
    struct Dialogue {
        std::int64_t sends{0};
        std::int64_t answers{0};
        std::multiset<std::int64_t> seconds;
    };

    /// Asks a server all at once what it knows of the messages: each question by itself costs a round trip.
    void look_ahead(Store& ledger) const;
    void look_up(Reader& ledger);
    void find_people();
    [[nodiscard]] KeyStanding standing_of(const io::ArchiveMail& mail);
    void count_dialogues();
    void find_logged(std::set<EventId>& matched);
    /// `table`: of those that a table brought by this command; empty: of those that came otherwise.
    void find_logged_of(const std::string& table, std::set<EventId>& matched);
    void join(ArchivedMessage& archived, const KnownMessage& logged, std::set<EventId>& matched);
    /// Pairs messages that were logged in the very second that an archive has.
    void find_confirmed(std::set<EventId>& matched);
    enum class Precision : std::uint8_t { second, date };
    /// `of_person`: only messages with the same person.
    void find_confirmed(std::set<EventId>& matched, Precision precision, bool of_person);
    [[nodiscard]] ArchivedToMatch to_match(const ArchivedMessage& archived) const;
    [[nodiscard]] LoggedToMatch to_match(const KnownMessage& logged) const;
    void find_only_logged(const std::set<EventId>& matched);

    ImportBatch& batch_;
    const ArchiveSource& source_;
    const Licence& licence_;
    const KnownMessages& known_;
    ArchivePeople people_;
    std::vector<ArchivedMessage> all_;
    std::vector<KnownOrdinary> known_ordinary_;
    std::vector<const KnownMessage*> only_logged_;
    std::map<std::string, Dialogue> dialogues_;  ///< by person
    std::set<std::int64_t> dates_only_;          ///< lines
};

}  // namespace inmail::app
