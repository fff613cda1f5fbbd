#pragma once

#include <cstdint>
#include <vector>

#include "inmail/store/store.hpp"

namespace inmail::app {

/// Divides a ledger into parts that no event links: a seat alone, or pools with all seats that ever joined them. The events of
/// one part need not wait for those of another, and a fold that takes them part by part finds each account still in the
/// processor's cache.
class AccountGroups {
  public:
    explicit AccountGroups(Store& store);

    /// Puts events that stand in the order of the fold into one of parts, in which each part's keep that order. Afterwards
    /// `ends` says behind which event each part ends.
    void arrange(std::vector<const Event*>& events, std::vector<std::size_t>& ends);

  private:
    /// A number of its own for each part, small where those of seats and pools are.
    [[nodiscard]] std::size_t group_of(const Event& event) const;

    std::vector<std::uint32_t> of_seat_;  ///< a pool of its part, by seat; 0 or beyond the end: it never joined any
    std::vector<std::uint32_t> of_pool_;  ///< the pool that stands for its part, by pool
    // Used again and again:
    std::vector<std::size_t> ends_;  ///< by part: how many events it has, then where its next one goes
    std::vector<const Event*> arranged_;
};

}  // namespace inmail::app
