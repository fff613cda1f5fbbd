#pragma once

#include <cstdint>
#include <vector>

#include "inmail/core/id_map.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail::app {

/// Groups a ledger's accounts so that no event links two groups: a group is a single seat, or pools with all seats that ever
/// joined them, and handles with those that took over from them. The events of one group need not wait for those of another, and
/// a fold that takes them group by group finds each account still in the processor's cache.
class AccountGroups {
  public:
    explicit AccountGroups(FoldSource& source);

    /// Sorts events from the order of the fold into an order of groups that keeps each group's own order. Afterwards `ends` holds
    /// the end of each group.
    void arrange(std::vector<const Event*>& events, std::vector<std::size_t>& ends);

    /// The seats and pools of one group, and events of it in the order in which they were given.
    struct Members {
        std::vector<AccountId> subjects;
        std::vector<const Event*> events;
    };
    /// Divides seats, pools and events into their groups. Some group may have events alone.
    [[nodiscard]] std::vector<Members> divide(const std::vector<AccountId>& subjects, const std::vector<Event>& events);

  private:
    using Group = std::uint32_t;

    /// Makes a new one if the account has none yet.
    Group& group_of(AccountId account);
    [[nodiscard]] Group group_of(const Event& event);

    // By id; groups are numbered from 1 on, in order of appearance.
    IdMap<SeatId, Group> of_seat_;
    IdMap<PoolId, Group> of_pool_;
    Group last_group_{0};
    // Kept to reuse their memory:
    std::vector<Group> group_of_event_;
    std::vector<std::size_t> ends_;  ///< by group: how many events it has, then where its next one goes
    std::vector<const Event*> arranged_;
};

}  // namespace inmail::app
