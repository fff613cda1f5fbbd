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

/// Brings one LinkedIn archive and the events of one licence together. What is new is appended. Of what somebody logged,
/// LinkedIn's time and address are the truth, and the rest is kept. What an earlier archive brought stays, unless the import
/// corrects.
class ArchiveMerge {
  public:
    ArchiveMerge(Store& store, ImportBatch& batch, const ArchiveSource& source, ImportResult& result);

    ArchiveSummary run();

  private:
    void merge(const Archived& archived);
    void merge_known(const Archived& archived, const RecordedEvent& known);
    void merge_earlier(const Archived& archived);
    void merge_other_answer(const Archived& archived);
    void merge_new(const Archived& archived);
    /// The key of what stands for the message then.
    std::string merge_logged(const Archived& archived);
    void merge_confirmed(const Archived& archived);
    /// Records the message in the place of what is known of it by its date alone, and by a person.
    void supersede(const Archived& archived, EventRecord record);
    void merge_ordinary(const KnownOrdinary& ordinary);
    /// A logged message that is none of LinkedIn's.
    void merge_only_logged(const KnownMessage& logged, const DatedAnswers::Move* at_send);

    /// Of the archive's message, as it is recorded.
    [[nodiscard]] EventRecord record_of(const Archived& archived) const;
    [[nodiscard]] RecordedEvent event_of(EventId id);
    /// Records a better one in its place, of which no row of the archive counts as recorded.
    void supersede_uncounted(const RecordedEvent& known, EventRecord better);
    /// Takes back what somebody logged of a known event, whose `record` gets what it lacked.
    void absorb(const Archived& archived, const RecordedEvent& known, EventRecord& record);

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
    std::set<EventId> corrected_;                          ///< answers that gave way to earlier ones, and ordinary messages
    std::map<std::string, std::int64_t> known_elsewhere_;  ///< rows by seat
};

}  // namespace inmail::app
