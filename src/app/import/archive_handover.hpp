#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/archive_source.hpp"
#include "import/archived_message.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"
#include "inmail/app/import/import_result.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Finds whose an archive's messages are after the licence of its seat went to another handle.
class ArchiveHandover {
  public:
    /// `only_logged`: messages that are none of the archived ones.
    ArchiveHandover(const ArchiveSource& source, const Licence& licence, const std::vector<ArchivedMessage>& archived,
                    const std::vector<const KnownMessage*>& only_logged);

    /// The archive's own seat. For an answer to a message before a hand-over, the seat that had the licence then.
    [[nodiscard]] std::string seat_of(const ArchivedMessage& archived) const;
    /// The seat that had the licence when the answered message was sent. None: it is not known, or no other seat ever had it.
    [[nodiscard]] std::optional<std::string> holder_of(const ArchivedMessage& archived) const;
    /// The messages after the hand-over; none: there are none, or the handle has had another licence since.
    [[nodiscard]] std::optional<ArchiveSummary::AfterHandover> after_handover(Store& store,
                                                                              const std::vector<ArchivedMessage>& archived) const;

  private:
    struct Send {
        Instant at;
        std::string seat;
        friend bool operator<(const Send& a, const Send& b) { return a.at < b.at; }
    };

    const ArchiveSource& source_;
    const Licence& licence_;
    std::map<std::string, std::vector<Send>> sends_;  ///< by person, ascending; only of a licence that changed hands
};

}  // namespace inmail::app
