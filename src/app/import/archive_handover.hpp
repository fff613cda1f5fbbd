#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/archive_source.hpp"
#include "import/known_messages.hpp"
#include "import/licence.hpp"
#include "inmail/app/import/import.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Whose the archive's messages are, where the licence of its seat went to another handle.
class ArchiveHandover {
  public:
    ArchiveHandover(const ArchiveSource& source, const Licence& licence, const KnownMessages& known);

    /// The archive's own, or of an answer to what was sent before a hand-over, who had the licence then.
    [[nodiscard]] std::string seat_of(const io::ArchiveMail& mail) const;
    /// What lies after the hand-over; none: nothing, or the handle has another licence since.
    [[nodiscard]] std::optional<ArchiveSummary::AfterHandover> told(Store& store) const;

  private:
    const ArchiveSource& source_;
    const Licence& licence_;
    const Licence::Step* step_;                          ///< null: the licence never left the handle
    std::map<std::string, std::vector<Instant>> sends_;  ///< by person, ascending; only after a hand-over
};

}  // namespace inmail::app
