#pragma once

#include <optional>
#include <set>

#include "fold/fold_run.hpp"

namespace inmail::app {

/// Two folds of the same accounts up to the same instant: without the events that are to be recorded, and with them.
class BeforeAndAfter {
  public:
    BeforeAndAfter(const FoldRun& before, const FoldRun& after) : before_(before), after_(after) {}

    /// The accounts that differ; none if nothing differs.
    [[nodiscard]] std::optional<std::set<AccountId>> changed() const;
    /// The state before of the account that has this handle afterwards; none if there was none.
    [[nodiscard]] std::optional<AccountState> before(AccountId after) const;

  private:
    const FoldRun& before_;
    const FoldRun& after_;
};

}  // namespace inmail::app
