#pragma once

#include <cstdint>
#include <vector>

#include "inmail/core/id_map.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail::app {

/// Groups a ledger's accounts so that no event links two groups: a seat alone, or pools with all seats that ever joined them, and
/// handles with those that they were reassigned to. The
/// events of one group need not wait for those of another, and a fold that takes them group by group finds each account still in
/// the processor's cache.
class AccountGroups {
  public:
    explicit AccountGroups(FoldSource& source);

    /// Puts events that stand in the order of the fold in an order of groups, in which each group's keep that order. Afterwards
    /// `ends` says behind which event each group ends.
    void arrange(std::vector<const Event*>& events, std::vector<std::size_t>& ends);

  private:
    using Group = std::uint32_t;

    /// A new one where the account has none yet.
    Group& group_of(AccountId account);
    [[nodiscard]] Group group_of(const Event& event);

    // By id; groups are numbered from 1 on, in the order in which they come up.
    IdMap<SeatId, Group> of_seat_;
    IdMap<PoolId, Group> of_pool_;
    Group last_group_{0};
    // Used again and again:
    std::vector<Group> group_of_event_;
    std::vector<std::size_t> ends_;  ///< by group: how many events it has, then where its next one goes
    std::vector<const Event*> arranged_;
};

}  // namespace inmail::app
