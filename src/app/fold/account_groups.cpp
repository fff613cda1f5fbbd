#include "fold/account_groups.hpp"

#include <algorithm>

namespace inmail::app {
namespace {

template <class T>
T& at_growing(std::vector<T>& values, std::size_t index) {
    if (values.size() <= index) values.resize(index + 1);
    return values[index];
}

}  // namespace

AccountGroups::AccountGroups(Store& store) {
    const std::vector<Membership> memberships = store.memberships();
    for (const Membership& m : memberships) {
        at_growing(of_pool_, m.pool.value) = m.pool.value;
        at_growing(of_seat_, m.seat.value) = m.pool.value;
    }
    // Two pools with a seat in common are one part: the smaller number stands for both, until nothing changes any more.
    for (bool changed = true; changed;) {
        changed = false;
        for (const Membership& m : memberships) {
            std::uint32_t& pool = of_pool_[m.pool.value];
            std::uint32_t& of_seat = of_pool_[of_seat_[m.seat.value]];
            if (pool == of_seat) continue;
            pool = of_seat = std::min(pool, of_seat);
            changed = true;
        }
    }
}

std::size_t AccountGroups::group_of(const Event& event) const {
    std::uint32_t pool = event.pool.value;
    if (!is_none(event.seat)) pool = event.seat.value < of_seat_.size() ? of_seat_[event.seat.value] : 0;
    if (pool == 0) return std::size_t{2} * event.seat.value;
    const bool is_joined = pool < of_pool_.size() && of_pool_[pool] != 0;
    return std::size_t{2} * (is_joined ? of_pool_[pool] : pool) + 1;
}

void AccountGroups::arrange(std::vector<const Event*>& events, std::vector<std::size_t>& ends) {
    std::fill(ends_.begin(), ends_.end(), 0);
    for (const Event* event : events) ++at_growing(ends_, group_of(*event));
    ends.clear();
    std::size_t end = 0;
    for (std::size_t& count : ends_) {
        if (count == 0) continue;
        const std::size_t begin = end;
        end += count;
        ends.push_back(end);
        count = begin;
    }
    arranged_.resize(events.size());
    for (const Event* event : events) arranged_[ends_[group_of(*event)]++] = event;
    events.swap(arranged_);
}

}  // namespace inmail::app
