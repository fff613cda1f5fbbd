#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "inmail/core/event.hpp"

namespace inmail::store {

/// Takes the first `count` of `events`, which are in the order of `fold_before`. May swap the vector for another, whose events
/// and strings are then reused.
using TakeBlock = std::function<void(std::vector<Event>& events, std::size_t count)>;

/// Collects events and passes them on in order, all events of an instant together. Reuses the events and their strings.
class EventBlock {
  public:
    /// `about`: how many it holds before it passes them on, or a few more. `read_missing_key`: reads the key of an event that was
    /// decoded without one; null: all have theirs.
    EventBlock(std::size_t about, const TakeBlock& take, std::function<void(Event&)> read_missing_key)
        : about_(about), take_(take), read_missing_key_(std::move(read_missing_key)) {}

    /// A slot for the next event. `at` must not be earlier than the last one's.
    Event& next(Instant at) {
        if (count_ > 0 && at != at_) end_instant();
        at_ = at;
        if (count_ == events_.size()) events_.emplace_back();
        return events_[count_++];
    }

    void flush() {
        if (count_ == 0) return;
        sort_instant();
        take_(events_, count_);
        count_ = instant_ = 0;
    }

  private:
    void end_instant() {
        if (count_ >= about_) return flush();
        sort_instant();
        instant_ = count_;
    }
    void sort_instant() {
        if (count_ - instant_ < 2) return;
        const auto at = [this](std::size_t i) { return events_.begin() + static_cast<std::ptrdiff_t>(i); };
        if (read_missing_key_) std::for_each(at(instant_), at(count_), read_missing_key_);
        std::sort(at(instant_), at(count_), fold_before);
    }

    const std::size_t about_;
    const TakeBlock& take_;
    const std::function<void(Event&)> read_missing_key_;
    std::vector<Event> events_;
    std::size_t count_{0};
    std::size_t instant_{0};  ///< index of the last instant's first event
    Instant at_;
};

}  // namespace inmail::store
