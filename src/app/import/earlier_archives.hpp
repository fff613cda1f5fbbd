#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "import/archive_people.hpp"
#include "import/archived.hpp"
#include "import/known_messages.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// Finds what earlier archives told of the mails whose keys are new: an export without conversation ids gives another key than
/// one with them, and so does one that a spreadsheet saved with dates alone.
class EarlierArchives {
  public:
    /// `date_alone`: lines of mails without a time.
    EarlierArchives(Reader& ledger, const KnownMessages& known, const std::set<std::int64_t>& dates_only);

    /// Gives the mails found a standing, or what was told by its date alone.
    void find(std::vector<Archived>& mails);
    /// Earlier messages that are none of the mails.
    [[nodiscard]] std::vector<const KnownMessage*> others() const;

  private:
    enum class Sameness : std::uint8_t { certain, possible };
    [[nodiscard]] bool is_of_conversation(const KnownMessage& earlier, const io::ArchiveMail& mail, Sameness sameness) const;
    void find_at_moment(std::vector<Archived>& mails);
    void find_on_date(std::vector<Archived>& mails);
    template <class Candidates>
    void find_with(std::vector<Archived>& mails, const Candidates& candidates);
    void take(Archived& archived, const KnownMessage& earlier);

    Reader& ledger_;
    const KnownMessages& known_;
    const std::set<std::int64_t>& dates_only_;
    std::set<EventId> taken_;
    std::set<std::pair<std::string, std::string>> people_;  ///< the ledger's, and the archive's who is the same
};

}  // namespace inmail::app
