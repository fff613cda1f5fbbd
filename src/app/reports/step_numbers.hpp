#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "inmail/core/ids.hpp"
#include "outreach/step_of_message.hpp"

namespace inmail::app {

/// A value of a dimension, and its place among the others.
using SortedValue = std::pair<std::int32_t, std::string>;
constexpr std::int32_t last_place = std::numeric_limits<std::int32_t>::max();

/// The step of each message that did one, by a number; the numbers of a sequence's steps ascend.
class StepNumbers {
  public:
    static constexpr std::int32_t none = 0;

    StepNumbers() = default;
    explicit StepNumbers(const std::map<EventId, StepOfMessage>& steps) {
        std::map<std::pair<std::string, std::size_t>, std::string> names;
        for (const auto& [event, step] : steps) { names[{step.sequence, step.number}] = name_of(step); }
        std::map<std::pair<std::string, std::size_t>, std::int32_t> numbers;
        for (auto& [step, name] : names) {
            names_.push_back(std::move(name));
            numbers[step] = static_cast<std::int32_t>(names_.size());
        }
        for (const auto& [event, step] : steps) by_event_[event] = numbers.at({step.sequence, step.number});
    }

    [[nodiscard]] std::int32_t of(EventId event) const {
        const auto found = by_event_.find(event);
        return found == by_event_.end() ? none : found->second;
    }
    [[nodiscard]] SortedValue value(std::int32_t number) const {
        return number == none ? SortedValue{last_place, ""} : SortedValue{number, names_[static_cast<std::size_t>(number) - 1]};
    }

  private:
    /// "connect-first 4 email/phone"
    static std::string name_of(const StepOfMessage& step) {
        std::string channels;
        for (const Channel channel : step.channels) channels.append(channels.empty() ? "" : "/").append(to_string(channel));
        return step.sequence + " " + std::to_string(step.number) + " " + channels;
    }

    std::vector<std::string> names_;
    std::unordered_map<EventId, std::int32_t> by_event_;
};

}  // namespace inmail::app
