#pragma once

#include <map>

#include "inmail/core/ids.hpp"
#include "inmail/core/time.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// When the last was learnt of what accounts' states at some time rest on: of the events by then of the account and of all that
/// memberships had linked to it by then, of what took any of them back, and of any terms.
class LastRecorded {
  public:
    /// Whoever only asks whether something was learnt after `known_at` is spared the events of before.
    LastRecorded(Connection& connection, Instant until, Instant known_at);

    /// Of what was learnt by the time of `known_at`, any instant up to it.
    [[nodiscard]] Instant of(AccountId account) const;

  private:
    [[nodiscard]] AccountId representative_of(AccountId account) const;
    void link(AccountId a, AccountId b);
    void see(AccountId account, Instant recorded_at);

    std::map<AccountId, AccountId> linked_to_;  ///< a forest, a tree a group of linked accounts
    std::map<AccountId, Instant> latest_;       ///< by the roots
    Instant terms_at_{first_instant};
};

}  // namespace inmail::store
