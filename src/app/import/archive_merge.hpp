#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/batch.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// Brings one LinkedIn archive and one seat's events together: what is new is appended, what an earlier archive brought or a
/// person logged by hand is not.
class ArchiveMerge {
  public:
    /// `one_of_several`: rejected rows and warnings name the seat.
    ArchiveMerge(Store& store, ImportBatch& batch, const std::string& handle, const io::ArchiveContents& archive,
                 bool one_of_several, ImportResult& result);

    ArchiveSummary run();

  private:
    struct ByHand {
        EventKind kind;
        std::string prospect;
        std::string person;  ///< its key of today
        Instant at;
        std::string key;
        bool taken{false};
    };
    void learn_ledger();
    void merge(const io::ArchiveMail& mail);
    [[nodiscard]] ByHand* logged_by_hand(const io::ArchiveMail& mail);
    void warn_of_double(const io::ArchiveMail& mail);
    [[nodiscard]] std::string prospect_of(const io::ArchiveMail& mail) const;
    [[nodiscard]] ArchiveSummary summary();

    Store& store_;
    ImportBatch& batch_;
    const std::string& handle_;
    std::string label_;
    const io::ArchiveContents& archive_;
    ImportResult& result_;

    std::vector<ByHand> by_hand_;
    /// Under which prospect a conversation stands in the ledger: a later archive may hide the name, or show one at last.
    std::map<std::string, std::string> prospect_of_thread_;
    std::optional<Instant> first_stint_;
    std::string first_plan_;
    std::optional<ArchiveSummary::EarlyRows> early_;
    std::vector<ArchiveSummary::Match> matches_;
};

}  // namespace inmail::app
