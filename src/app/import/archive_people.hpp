#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "import/known_messages.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// Finds the people of an archive in the ledger. An archive may show an address, and an earlier one a name or another address; a
/// person who logs a message types either. All messages of one person get one spelling.
class ArchivePeople {
  public:
    /// `updates`: the ledger's spellings are corrected.
    ArchivePeople(const KnownMessages& known, bool updates);

    // Call these first, with everything that is known.
    /// `event`: the mail's event from an earlier archive; null: there is none.
    void add(const io::ArchiveMail& mail, const RecordedEvent* event);
    /// The two are the same event. `is_known`: an earlier archive had it.
    void add_pair(const io::ArchiveMail& mail, const KnownMessage& logged, bool is_known);
    /// Call it once all mails and their known events were added.
    void index_names();
    /// The logged messages that LinkedIn lacks.
    void add_unpaired(const std::vector<const KnownMessage*>& logged);

    // Then ask.
    /// The spelling under which a message of the mail's person is recorded.
    [[nodiscard]] std::string spelling_of(const io::ArchiveMail& mail) const { return spelling_of(mail, updates_); }
    /// The prospect keys that may mean the mail's person. The first is the person's own.
    [[nodiscard]] std::vector<std::string> keys_of(const io::ArchiveMail& mail) const;
    /// The same for a message that only earlier archives have.
    [[nodiscard]] std::vector<std::string> keys_of(const KnownMessage& earlier) const;

    /// A message of the ledger gets another spelling.
    struct Respelling {
        std::string to;
        std::int64_t line{0};  ///< of a mail that shows it
    };
    /// The new spelling of a message that the archive lacks; none: it stays. `updates`: as with `--update`.
    [[nodiscard]] std::optional<Respelling> move_of_archived(const KnownMessage& earlier, bool updates) const;
    [[nodiscard]] std::optional<Respelling> move_of_logged(const KnownMessage& logged, bool updates) const;

  private:
    struct Spelling {
        std::string known;     ///< in the ledger
        std::string archived;  ///< in the archive, if it corrects `known`; else the same
        std::int64_t line{0};
    };
    void learn(const io::ArchiveMail& mail, const std::string& known, bool is_erased);
    [[nodiscard]] const Spelling* find(const io::ArchiveMail& mail) const;
    [[nodiscard]] std::string spelling_of(const io::ArchiveMail& mail, bool updates) const;
    /// The new spelling of a person, if it is clear.
    [[nodiscard]] std::optional<Respelling> move_of_person(const std::string& person, bool updates) const;
    /// Whether a message that was logged under a name means the archive's person of that name.
    [[nodiscard]] bool is_meant(const KnownMessage& logged, const io::ArchiveMail& mail) const;

    const KnownMessages& known_;
    bool updates_;
    std::map<std::string, Spelling> conversations_;
    std::map<std::string, std::map<std::string, Spelling>> people_;  ///< by archive's person, then by known spelling
    std::map<std::string, std::map<std::string, Spelling>>
        known_people_;  ///< by the ledger's person, then by the archive's spelling
    std::map<std::string, std::map<std::string, const io::ArchiveMail*>> named_;  ///< by name, then by archive's person
    std::map<std::string, std::vector<std::string>> names_;                       ///< the names of each of the archive's people
    std::map<std::string, std::vector<std::string>> replaced_;  ///< by the family that stands for a logged message: its people
    std::set<std::pair<std::string, std::string>> pairs_;       ///< a person as logged, and the archive's
    std::set<std::string> with_sends_;                          ///< people with a logged send that LinkedIn lacks
};

}  // namespace inmail::app
