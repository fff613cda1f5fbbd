#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "import/archive_people.hpp"
#include "import/archived_message.hpp"
#include "import/known_messages.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// Finds mails with new keys among the messages of earlier archives. An export without conversation ids gives a mail another key,
/// and so does one that a spreadsheet saved with dates only.
class EarlierArchives {
  public:
    /// `dates_only`: lines of mails without a time.
    EarlierArchives(Reader& ledger, const KnownMessages& known, const std::set<std::int64_t>& dates_only);

    /// Gives each mail that is found its standing, or its event with only a date.
    void find(std::vector<ArchivedMessage>& mails);
    /// Earlier messages that are none of the mails.
    [[nodiscard]] std::vector<const KnownMessage*> others() const;

  private:
    enum class Sameness : std::uint8_t {
        certain,   ///< one conversation, or one person
        alike,     ///< maybe one person: a name and an address with a word in common
        possible,  ///< maybe one person: a name and any address
    };
    [[nodiscard]] bool is_of_conversation(const KnownMessage& earlier, const io::ArchiveMail& mail, Sameness sameness) const;
    void find_at_moment(std::vector<ArchivedMessage>& mails);
    void find_on_date(std::vector<ArchivedMessage>& mails);
    /// Finds a second event, with only a date, of mails that are known with their times: an archive without conversations came
    /// in between.
    void find_doubles(std::vector<ArchivedMessage>& mails);
    template <class Candidates>
    void find_with(std::vector<ArchivedMessage>& mails, Sameness least, const Candidates& candidates);
    void take(ArchivedMessage& archived, const KnownMessage& earlier);

    Reader& ledger_;
    const KnownMessages& known_;
    const std::set<std::int64_t>& dates_only_;
    std::set<EventId> taken_;
    std::set<std::pair<std::string, std::string>> people_;  ///< the ledger's, and the same one in the archive
};

}  // namespace inmail::app
