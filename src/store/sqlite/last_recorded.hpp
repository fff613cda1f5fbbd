#pragma once

#include <map>

#include "inmail/core/ids.hpp"
#include "inmail/core/time.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// When the latest input of an account's state at `until` was recorded: an event of the account or of one linked to it by a
/// membership, a void of such an event, or any terms.
class LastRecorded {
  public:
    /// Reads only events recorded after `known_at`.
    LastRecorded(Connection& connection, Instant until, Instant known_at);

    /// The instant of the latest input. If it is not after `known_at`, any instant up to `known_at`.
    [[nodiscard]] Instant of(AccountId account) const;

  private:
    [[nodiscard]] AccountId representative_of(AccountId account) const;
    void link(AccountId a, AccountId b);
    void add(AccountId account, Instant recorded_at);

    std::map<AccountId, AccountId> linked_to_;  ///< a forest with a tree for each group of linked accounts
    std::map<AccountId, Instant> latest_;       ///< by root of the tree
    Instant terms_at_{first_instant};
};

}  // namespace inmail::store
