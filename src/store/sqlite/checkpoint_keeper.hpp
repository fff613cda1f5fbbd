#pragma once

#include "inmail/store/checkpoint_keeper.hpp"
#include "inmail/store/open.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// Keeps checkpoints in the ledger's own file.
class FileCheckpoints final : public CheckpointKeeper {
  public:
    FileCheckpoints(OpenLedger& ledger, Access access, Caching caching);

    [[nodiscard]] std::optional<Checkpoint> latest(const Scope& scope) override;
    [[nodiscard]] CheckpointSchedule schedule(const Scope& scope) override;
    void keep(const Scope& scope, Instant at, const StateOf& state_of) override;
    [[nodiscard]] bool are_used() const { return uses_checkpoints_; }
    /// From now on, folds begin at the first event and are not kept.
    void ignore() { uses_checkpoints_ = keeps_checkpoints_ = false; }
    [[nodiscard]] std::vector<Instant> instants() override { return ledger_.checkpoints.instants(); }
    [[nodiscard]] std::vector<AccountId> wrong_at(Instant at, const StateOf& state_of) override {
        return ledger_.checkpoints.wrong_at(at, state_of);
    }

  private:
    [[nodiscard]] std::vector<AccountId> subjects_of(const Scope& scope);

    OpenLedger& ledger_;
    Access access_;
    bool uses_checkpoints_;
    bool keeps_checkpoints_;  ///< false once it has failed
};

}  // namespace inmail::store
