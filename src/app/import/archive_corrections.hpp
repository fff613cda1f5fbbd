#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "import/archive_handover.hpp"
#include "import/archive_messages.hpp"
#include "import/archive_people.hpp"
#include "inmail/app/import/import_result.hpp"
#include "inmail/chain/event_record.hpp"

namespace inmail::app {

/// Lists what differs between an archive and the ledger, and corrects the records if the import updates.
class ArchiveCorrections {
  public:
    ArchiveCorrections(const KnownMessages& known, const ArchiveMessages& archived, const ArchiveHandover& handover, bool updates,
                       std::vector<ArchiveSummary::Difference>& differs)
        : known_(known), archived_(archived), handover_(handover), updates_(updates), differs_(differs) {}

    /// `record`: the event of the mail, which is corrected.
    void apply(const ArchivedMessage& archived, const RecordedEvent& event, EventRecord& record);
    /// For a message that the archive lacks: its prospect changes with that of its person.
    void apply(const ArchivePeople::Respelling& move, const KnownMessage& message, EventRecord* record);
    /// An earlier answer to the same send.
    void name_answer(const io::ArchiveMail& mail, const RecordedEvent& known);
    void name_ordinary(const KnownOrdinary& ordinary, const RecordedEvent& known);

  private:
    using What = ArchiveSummary::Difference::What;
    void name(std::int64_t line, const RecordedEvent& known, What what, std::string in_ledger, std::string archived);

    const KnownMessages& known_;
    const ArchiveMessages& archived_;
    const ArchiveHandover& handover_;
    bool updates_;
    std::vector<ArchiveSummary::Difference>& differs_;
};

}  // namespace inmail::app
