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

/// Who the people of an archive are in the ledger. An archive may show an address where an earlier one showed a name, or another
/// address, and whoever logged a message may have typed either. What the ledger has of one person goes by one spelling.
class ArchivePeople {
  public:
    /// `updates`: what the ledger knows otherwise is corrected.
    ArchivePeople(const KnownMessages& known, bool updates);

    // First, all that is known.
    /// `event`: what an archive told of the mail; null: nothing.
    void add(const io::ArchiveMail& mail, const RecordedEvent* event);
    /// The two are the same event. `is_known`: an earlier archive told it.
    void add_pair(const io::ArchiveMail& mail, const KnownMessage& logged, bool is_known);
    /// Call it once all mails and what is known of them were added.
    void index_names();
    /// The logged messages that are none of LinkedIn's.
    void add_unpaired(const std::vector<const KnownMessage*>& logged);

    // Then questions.
    /// The spelling under which a message of the mail's person is recorded.
    [[nodiscard]] std::string spelling_of(const io::ArchiveMail& mail) const { return spelling_of(mail, updates_); }
    /// The prospect keys that may mean the mail's person. The first is the person's own.
    [[nodiscard]] std::vector<std::string> keys_of(const io::ArchiveMail& mail) const;
    /// The same of a message that only earlier archives told.
    [[nodiscard]] std::vector<std::string> keys_of(const KnownMessage& earlier) const;

    /// That a message of the ledger goes to another spelling.
    struct Move {
        std::string to;
        std::int64_t line{0};  ///< of a mail that shows it
    };
    /// Where an import moves a message that is none of the archive's; none: it stays. `updates`: as `--update` would.
    [[nodiscard]] std::optional<Move> move_of_archived(const KnownMessage& earlier, bool updates) const;
    [[nodiscard]] std::optional<Move> move_of_logged(const KnownMessage& logged, bool updates) const;

  private:
    struct Spelling {
        std::string known;     ///< to the ledger
        std::string archived;  ///< by the archive, if that is a correction; else `known`
        std::int64_t line{0};
    };
    void learn(const io::ArchiveMail& mail, const std::string& known, bool is_erased);
    [[nodiscard]] const Spelling* find(const io::ArchiveMail& mail) const;
    [[nodiscard]] std::string spelling_of(const io::ArchiveMail& mail, bool updates) const;
    /// Where what is known of the person goes, if that is clear.
    [[nodiscard]] std::optional<Move> move_of_person(const std::string& person, bool updates) const;
    /// Whether whoever logged the message under a name meant the archive's person of that name.
    [[nodiscard]] bool is_meant(const KnownMessage& logged, const io::ArchiveMail& mail) const;

    const KnownMessages& known_;
    bool updates_;
    std::map<std::string, Spelling> conversations_;
    std::map<std::string, std::map<std::string, Spelling>> people_;        ///< by archive's person, then by known spelling
    std::map<std::string, std::map<std::string, Spelling>> known_people_;  ///< by the ledger's person, then by told spelling
    std::map<std::string, std::map<std::string, const io::ArchiveMail*>> named_;  ///< by name, then by archive's person
    std::map<std::string, std::vector<std::string>> names_;                       ///< by person as the archive tells: names
    std::map<std::string, std::vector<std::string>> replaced_;  ///< by family of what stands for them: people as logged
    std::set<std::pair<std::string, std::string>> pairs_;       ///< a person as logged, and the archive's
    std::set<std::string> with_sends_;                          ///< people to whom a send was logged that is none of LinkedIn's
};

}  // namespace inmail::app
