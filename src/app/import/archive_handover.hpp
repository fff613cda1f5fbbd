#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/archive_source.hpp"
#include "import/archived.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"
#include "inmail/app/import/import.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Whose the archive's messages are, where the licence of its seat went to another handle.
class ArchiveHandover {
  public:
    ArchiveHandover(const ArchiveSource& source, const Licence& licence, const KnownMessages& known,
                    const std::vector<Archived>& archived);

    /// The archive's own, or of an answer to what was sent before a hand-over, who had the licence then.
    [[nodiscard]] std::string seat_of(const Archived& archived) const;
    /// Of an answer: who had the licence of the message that it answers. None: that is not known, or nobody else ever had it.
    [[nodiscard]] std::optional<std::string> holder_of(const Archived& archived) const;
    /// What lies after the hand-over; none: nothing, or the handle has another licence since.
    [[nodiscard]] std::optional<ArchiveSummary::AfterHandover> after_handover(Store& store,
                                                                              const std::vector<Archived>& archived) const;

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
