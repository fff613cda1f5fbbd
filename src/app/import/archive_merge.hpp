#pragma once

#include <map>
#include <string>
#include <vector>

#include "import/batch.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// Brings one LinkedIn archive and one seat's events together: what is new is appended, what an earlier archive brought or a
/// person logged by hand is not.
class ArchiveMerge {
  public:
    ArchiveMerge(Store& store, ImportBatch& batch, const std::string& handle, const io::ArchiveContents& archive,
                 ImportResult& result);

    /// `one_of_several`: sentences name the seat.
    void run(bool one_of_several);

  private:
    struct ByHand {
        EventKind kind;
        std::string prospect;
        Instant at;
        std::string key;
        bool taken{false};
    };
    void learn_ledger();
    void merge(const io::ArchiveMail& mail);
    [[nodiscard]] ByHand* logged_by_hand(const io::ArchiveMail& mail);
    void warn_of_double(const io::ArchiveMail& mail);
    [[nodiscard]] std::string prospect_of(const io::ArchiveMail& mail) const;
    void tell(const std::string& who);
    void tell_of_early_rows(const std::string& who);

    Store& store_;
    ImportBatch& batch_;
    const std::string& handle_;
    const io::ArchiveContents& archive_;
    ImportResult& result_;

    std::vector<ByHand> by_hand_;
    /// Under which prospect a conversation stands in the ledger: a later archive may hide the name, or show one at last.
    std::map<std::string, std::string> prospect_of_thread_;
    std::optional<Instant> first_stint_;
    std::string first_plan_;
    std::int64_t early_rows_{0};
    Instant earliest_;
    std::vector<std::string> matches_;
};

}  // namespace inmail::app
