#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "import/batch.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"
#include "import/matching.hpp"
#include "inmail/io/linkedin.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::app {

/// One LinkedIn archive on its way into the ledger.
struct ArchiveSource {
    const std::string& handle;
    const io::ArchiveContents& contents;
    const io::Zone& zone;  ///< of bare dates
    Instant now;
    bool one_of_several;  ///< rejected rows and warnings name the seat
    bool update;          ///< what the ledger knows otherwise is corrected
};

/// Brings one LinkedIn archive and the events of one licence together. What is new is appended. Of what somebody logged,
/// LinkedIn's time is the truth, and the rest is kept. What an earlier archive brought stays.
class ArchiveMerge {
  public:
    ArchiveMerge(Store& store, ImportBatch& batch, const ArchiveSource& source, ImportResult& result);

    ArchiveSummary run();

  private:
    /// A message that LinkedIn tells, in this archive or an earlier one.
    struct Heard {
        const io::ArchiveMail* mail{nullptr};   ///< null: only an earlier archive told it
        const KnownMessage* earlier{nullptr};   ///< then: the event
        KeyStanding standing{};                 ///< of the mail
        const KnownMessage* logged{nullptr};    ///< the same event as somebody logged it, in force; null: nobody did
        const KnownMessage* answered{nullptr};  ///< of an answer: the ledger has it from an earlier archive, at another time
    };
    /// How many messages LinkedIn tells of one person.
    struct Dialogue {
        std::int64_t sends{0};
        std::int64_t answers{0};
    };
    /// A send that this import recorded.
    struct SendBrought {
        Instant at;
        std::optional<Instant> logged_at;  ///< where somebody had logged it
        std::int64_t line{0};
    };

    void look_up();
    [[nodiscard]] KeyStanding standing_of(const io::ArchiveMail& mail);
    [[nodiscard]] HeardMessage as_heard(const Heard& heard) const;
    void match_logged();
    void match_answers();
    void note_handover();

    void merge(const Heard& heard);
    void merge_known(const Heard& heard, const RecordedEvent& known);
    void merge_other_answer(const Heard& heard, const RecordedEvent& known);
    void merge_new(const Heard& heard);
    /// Takes back what somebody logged of a known event. Whether the event is recorded again, with what it lacked.
    bool absorb(const RecordedEvent& known, const KnownMessage& logged, std::int64_t line);
    /// Tells how the archive differs. Whether that was recorded.
    [[nodiscard]] bool correct(const RecordedEvent& known, const io::ArchiveMail& mail);
    /// Whether the conversation of what was logged decides which message an answer answers (RULES section 4, reply).
    [[nodiscard]] bool needs_conversation(const io::ArchiveMail& mail, const KnownMessage& logged) const;
    void brought(const io::ArchiveMail& mail, const std::string& prospect, const KnownMessage* logged);
    void move_answers();
    void move_answer(const KnownMessage& answer, const SendBrought& send);

    [[nodiscard]] EventRecord record_of(const Heard& heard) const;
    /// As the conversation's person is spelled in the ledger: a later archive may hide the name, or show one at last.
    [[nodiscard]] std::string prospect_of(const io::ArchiveMail& mail) const;
    /// Who had the licence, where an answer came after a hand-over to what was sent before.
    [[nodiscard]] std::string seat_of(const io::ArchiveMail& mail) const;
    [[nodiscard]] RecordedEvent event_of(const KnownMessage& message);
    void count_early(const io::ArchiveMail& mail);
    void warn_of_double(const io::ArchiveMail& mail);
    void tell_superseded(const KnownMessage& logged, Instant at, std::int64_t line);
    [[nodiscard]] ArchiveSummary summary();

    Store& store_;
    ImportBatch& batch_;
    ArchiveSource source_;
    const io::ArchiveContents& archive_;
    ImportResult& result_;
    std::string label_;
    Licence licence_;
    KnownMessages known_;

    std::vector<Heard> heard_;
    std::map<std::string, Dialogue> dialogues_;                ///< by person
    std::set<std::int64_t> date_only_;                         ///< lines whose DATE has no time
    std::set<EventId> matched_;                                ///< of what was logged
    std::vector<const KnownMessage*> unmatched_;               ///< the rest of it, in force, by time
    std::map<std::string, std::string> prospect_of_;           ///< by conversation
    std::map<std::string, std::vector<Instant>> sends_;        ///< by person, ascending; only after a hand-over
    std::map<std::string, std::vector<SendBrought>> brought_;  ///< by person
    std::map<std::string, std::int64_t> known_elsewhere_;      ///< rows by seat
    std::optional<ArchiveSummary::EarlyRows> early_;
    ArchiveSummary told_;
};

}  // namespace inmail::app
