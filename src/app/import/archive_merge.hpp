#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "import/archive_corrections.hpp"
#include "import/archive_handover.hpp"
#include "import/archive_messages.hpp"
#include "import/archive_source.hpp"
#include "import/batch.hpp"
#include "import/dated_answers.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"

namespace inmail::app {

/// Merges one LinkedIn archive into the events of one licence. Appends what is new. A logged message takes LinkedIn's time and
/// address and keeps the rest. Events of earlier archives stay, unless the import updates.
class ArchiveMerge {
  public:
    ArchiveMerge(Store& store, ImportBatch& batch, const ArchiveSource& source, ImportResult& result);

    ArchiveSummary run();

  private:
    void merge(const ArchivedMessage& archived);
    void merge_known(const ArchivedMessage& archived, const RecordedEvent& known);
    void merge_earlier(const ArchivedMessage& archived);
    void merge_other_answer(const ArchivedMessage& archived);
    void merge_new(const ArchivedMessage& archived);
    /// Returns the key of the event that then stands for the message.
    std::string merge_logged(const ArchivedMessage& archived);
    void merge_confirmed(const ArchivedMessage& archived);
    /// Records the message in place of its event with only a date, and of its logged event.
    void supersede(const ArchivedMessage& archived, EventRecord record);
    void merge_ordinary(const KnownOrdinary& ordinary);
    /// A logged message that LinkedIn lacks.
    void merge_only_logged(const KnownMessage& logged, const DatedAnswers::Move* at_send);

    /// The archive's message as it is recorded.
    [[nodiscard]] EventRecord record_of(const ArchivedMessage& archived) const;
    [[nodiscard]] RecordedEvent event_of(const KnownMessage& message);
    [[nodiscard]] RecordedEvent event_of(EventId id);
    /// Records a better event in its place, without counting a row as recorded.
    void supersede_uncounted(const RecordedEvent& known, EventRecord better);
    /// Takes back the logged event of a known message, and adds to `record` what it lacked.
    void absorb(const ArchivedMessage& archived, const RecordedEvent& known, EventRecord& record);
    /// Takes back what other sources logged of it, and returns the facts that they add to the logged event.
    EventRecord absorb_others(const ArchivedMessage& archived, const RecordedEvent& logged);
    /// Does the same with the event that an archive recorded with only a date.
    void absorb_by_date(const ArchivedMessage& archived, const RecordedEvent& known, EventRecord& record);

    Store& store_;
    ImportBatch& batch_;
    ArchiveSource source_;
    ImportResult& result_;
    ArchiveSummary summary_;
    Licence licence_;
    KnownMessages known_;
    ArchiveMessages archived_;
    ArchiveHandover handover_;
    ArchiveCorrections corrections_;
    DatedAnswers dated_answers_;
    std::set<EventId> corrected_;                          ///< answers replaced by earlier ones, and ordinary messages
    std::map<std::string, std::int64_t> known_elsewhere_;  ///< rows by seat
};

}  // namespace inmail::app
