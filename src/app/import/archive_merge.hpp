#pragma once

#include <map>
#include <optional>
#include <string>

#include "import/archive_handover.hpp"
#include "import/archive_source.hpp"
#include "import/batch.hpp"
#include "import/dated_answers.hpp"
#include "import/heard_messages.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"

namespace inmail::app {

/// Brings one LinkedIn archive and the events of one licence together. What is new is appended. Of what somebody logged,
/// LinkedIn's time is the truth, and the rest is kept. What an earlier archive brought stays.
class ArchiveMerge {
  public:
    ArchiveMerge(Store& store, ImportBatch& batch, const ArchiveSource& source, ImportResult& result);

    ArchiveSummary run();

  private:
    void merge(const Heard& heard);
    void merge_known(const Heard& heard, const RecordedEvent& known);
    void merge_other_answer(const Heard& heard, const RecordedEvent& known);
    void merge_new(const Heard& heard);
    void merge_logged(const Heard& heard, EventRecord record);
    /// Takes back what somebody logged of a known event. Whether the event is recorded again, with what it lacked.
    bool absorb(const RecordedEvent& known, const KnownMessage& logged, std::int64_t line);
    /// Tells how the archive differs. Whether that was recorded.
    [[nodiscard]] bool correct(const RecordedEvent& known, const io::ArchiveMail& mail);
    void note_send(const io::ArchiveMail& mail, const std::string& prospect, const KnownMessage* logged);
    void move_answer(const DatedAnswers::Move& move);

    [[nodiscard]] EventRecord record_of(const Heard& heard) const;
    [[nodiscard]] RecordedEvent event_of(const KnownMessage& message);

    void tell_understood();
    void tell_rows();
    void tell_superseded(const KnownMessage& logged, Instant at, std::int64_t line);
    void count_early(const io::ArchiveMail& mail);
    void warn_of_double(const io::ArchiveMail& mail);
    [[nodiscard]] ArchiveSummary summary();

    Store& store_;
    ImportBatch& batch_;
    ArchiveSource source_;
    ImportResult& result_;
    Licence licence_;
    KnownMessages known_;
    HeardMessages heard_;
    ArchiveHandover handover_;
    DatedAnswers dated_answers_;
    std::map<std::string, std::int64_t> known_elsewhere_;  ///< rows by seat
    ArchiveSummary summary_;
};

}  // namespace inmail::app
