#pragma once

#include <memory>
#include <mutex>

#include "inmail/store/open.hpp"
#include "inmail/store/store.hpp"

namespace inmail::test {

/// A ledger in memory, for tests: as simple as its contract allows. Its ids have gaps. It keeps no writer out, so a commit finds
/// whether the head has moved. Rulebooks `linkedin` and `quicklead` have a few plans; it has no checkpoints and no maintenance.
class MemoryLedger {
  public:
    MemoryLedger();

    /// Another user's store of this ledger. May be called from any thread; the ledger must outlive it.
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access = store::Access::read);

  private:
    friend class MemoryStore;
    friend class MemoryTransaction;
    struct State;

    [[nodiscard]] std::shared_ptr<const State> current();
    /// Makes `next` the ledger's state. Throws HeadMoved unless `seen` is its state still.
    void replace(const std::shared_ptr<const State>& seen, std::shared_ptr<const State> next);

    std::mutex mutex_;
    std::shared_ptr<const State> state_;
};

}  // namespace inmail::test
