#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inmail/store/checkpoint_keeper.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// Keeps checkpoints of a ledger on a server in a file on this machine, for folds of all accounts. (What a few accounts did is
/// read faster than this asks what has changed.) The file says up to which event it knows the ledger. What was recorded since
/// drops the checkpoints after the instant at which it happened; of a ledger with another past, the file begins anew.
///
/// It is a cache: if the file is missing, busy, damaged or newer than the snapshot, nothing is kept, and no report says so.
/// Throws only what the server does. All calls belong to one snapshot, of a user who sees all events.
class ClientCheckpoints final : public CheckpointKeeper {
  public:
    /// `ledger`: its id. `folder`: the user's own; it is made if it is missing.
    ClientCheckpoints(Connection& server, const std::string& ledger, const std::filesystem::path& folder);
    ~ClientCheckpoints() override;

    [[nodiscard]] std::optional<Checkpoint> latest(const Scope& scope) override;
    [[nodiscard]] CheckpointSchedule schedule(const Scope& scope) override;
    void keep(const Scope& scope, Instant at, const StateOf& state_of) override;

    /// None: `verify` is about the ledger, and what a client keeps is not in it.
    [[nodiscard]] std::vector<Instant> instants() override { return {}; }
    [[nodiscard]] std::vector<AccountId> wrong_at(Instant, const StateOf&) override { return {}; }

  private:
    class File;
    struct Standing;

    /// Whether the file knows the ledger as the snapshot shows it. Asks the server once.
    [[nodiscard]] bool is_usable(const Scope& scope);
    [[nodiscard]] bool catch_up();
    /// Runs what opens or uses the file; if that fails, the file is not used any more.
    void with_file(const std::function<void()>& use);

    Connection& server_;
    std::filesystem::path path_;
    std::unique_ptr<File> file_;       ///< null: not open
    std::optional<bool> is_current_;   ///< none: not asked yet
    std::vector<AccountId> accounts_;  ///< all of the snapshot
    std::optional<Instant> last_recorded_at_;
    std::optional<Instant> last_occurred_at_;
};

}  // namespace inmail::store::postgres
