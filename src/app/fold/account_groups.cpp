#include "fold/account_groups.hpp"

#include <algorithm>

namespace inmail::app {

AccountGroups::AccountGroups(FoldSource& source) {
    const std::vector<AccountLink> links = source.links();
    for (const AccountLink& link : links) group_of(link.other);
    // Accounts with a seat in common are one group and take its smallest number. Repeat until no number changes.
    for (bool changed = true; changed;) {
        changed = false;
        for (const AccountLink& link : links) {
            Group& other = group_of(link.other);
            Group& seat = group_of(link.seat);
            if (other == seat) continue;
            other = seat = std::min(other, seat);
            changed = true;
        }
    }
}

AccountGroups::Group& AccountGroups::group_of(AccountId account) {
    Group& group = account.is_pool() ? of_pool_[account.pool()] : of_seat_[account.seat()];
    if (group == 0) group = ++last_group_;
    return group;
}

AccountGroups::Group AccountGroups::group_of(const Event& event) {
    return group_of(is_none(event.seat) ? AccountId::of(event.pool) : AccountId::of(event.seat));
}

void AccountGroups::arrange(std::vector<const Event*>& events, std::vector<std::size_t>& ends) {
    group_of_event_.clear();
    for (const Event* event : events) group_of_event_.push_back(group_of(*event));
    ends_.assign(last_group_ + std::size_t{1}, 0);
    for (const Group group : group_of_event_) ++ends_[group];
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
    for (std::size_t i = 0; i < events.size(); ++i) arranged_[ends_[group_of_event_[i]]++] = events[i];
    events.swap(arranged_);
}

std::vector<AccountGroups::Members> AccountGroups::divide(const std::vector<AccountId>& subjects,
                                                          const std::vector<Event>& events) {
    std::vector<Members> groups;
    const auto of = [&](Group number) -> Members& {
        if (groups.size() < number) groups.resize(number);
        return groups[number - 1];
    };
    for (const AccountId subject : subjects) of(group_of(subject)).subjects.push_back(subject);
    for (const Event& event : events) of(group_of(event)).events.push_back(&event);
    return groups;
}

}  // namespace inmail::app
