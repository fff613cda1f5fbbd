#pragma once

#include <map>
#include <optional>
#include <utility>

#include "inmail/core/reconciler.hpp"

namespace inmail::app {

/// Values of accounts, saved at the stops of a fold. At the end they are found by account, not by handle: a handle that was
/// reassigned (RULES section 4) may have another account by then.
template <class T>
class AtStops {
  public:
    void keep(Instant stop, AccountId account, T value) { kept_.emplace(std::pair{stop, account}, std::move(value)); }

    /// By the handle at that stop. Null if nothing was kept.
    [[nodiscard]] const T* find(Instant stop, AccountId handle) const {
        const auto found = kept_.find({stop, handle});
        return found == kept_.end() ? nullptr : &found->second;
    }
    /// By account at the end of the fold. Null if nothing was kept, or the account began later.
    [[nodiscard]] const T* find(Instant stop, const AccountState& state) const {
        const auto handle = handle_at(state, stop);
        return handle ? find(stop, *handle) : nullptr;
    }

  private:
    std::map<std::pair<Instant, AccountId>, T> kept_;
};

}  // namespace inmail::app
